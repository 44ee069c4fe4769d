import { lineOf, lineStarts } from '../text/line-starts.ts'
import type { Range } from './finding.ts'

/** A file's text with "\n" as its only line break, and where its lines begin. `mark`: the byte order mark before it, or "". */
export type TextLines = { readonly text: string; readonly starts: number[]; readonly mark: string }

/** Where lines begin is found at the first question: of most texts nobody asks. */
export function toTextLines(content: string): TextLines {
  const mark = content.startsWith(MARK) ? MARK : ''
  const unmarked = mark === '' ? content : content.slice(mark.length)
  const text = unmarked.includes('\r') ? unmarked.replaceAll('\r\n', '\n') : unmarked
  let starts: number[] | null = null
  return {
    text,
    mark,
    get starts() {
      starts ??= lineStarts(text)
      return starts
    },
  }
}

/** No part of the text: "^import" finds the first line of a file that begins with one. */
const MARK = '\ufeff'

/** Offsets → lines and columns. A break at the end belongs to the line it ends. */
export function rangeOf(lines: TextLines, start: number, end: number): Required<Range> {
  const first = lineOf(lines.starts, start)
  const last = lineOf(lines.starts, end - 1)
  const { from, to } = lineBounds(lines, last)
  return {
    startLine: first + 1,
    endLine: last + 1,
    startColumn: start - lines.starts[first]! + 1,
    endColumn: Math.min(end, to) - from + 1,
  }
}

/** The offsets of a line (0-based) without its break. */
export function lineBounds({ text, starts }: TextLines, line: number): { from: number; to: number } {
  const next = starts[line + 1]
  return { from: starts[line]!, to: next === undefined ? text.length : next - 1 }
}

/** The text of the line an offset is on. */
export function lineTextAt(lines: TextLines, offset: number): string {
  const { from, to } = lineBounds(lines, lineOf(lines.starts, offset))
  return lines.text.slice(from, to)
}

/** Where the line of an offset ends, or of the last character when it is the end of the text. */
export function lineEndAfter(lines: TextLines, offset: number): number {
  return lineBounds(lines, lineOf(lines.starts, offset)).to
}
