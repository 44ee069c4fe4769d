import type { Chunk, PatchLine } from './patch.ts'

/** A line of the patch with its 1-based number in it. */
export type Line = { text: string; number: number }

const UNIFIED_RANGE = /^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@ ?/

/** Reads what follows "*** Update File: …": chunks, each begun by "@@", the first one also without it. */
export function parseChunks(
  body: Line[],
): { kind: 'ok'; chunks: Chunk[] } | { kind: 'broken'; line: number; why: string } {
  const chunks: Chunk[] = []
  for (const { text, number } of withoutUnifiedHeader(body)) {
    let chunk = chunks.at(-1)
    if (/^\\ No newline/.test(text) || (chunk === undefined && text === '')) continue
    const isAnchor = text.startsWith('@@')
    if (chunk === undefined || (isAnchor && chunk.lines.length > 0)) {
      chunk = { line: number, anchors: [], lines: [], atEnd: false }
      chunks.push(chunk)
    }
    const line = parseLine(text)
    if (isAnchor) chunk.anchors.push(...anchorOf(text))
    else if (text.trimEnd() === '*** End of File') chunk.atEnd = true
    else if (line !== null) chunk.lines.push(line)
    else
      return {
        kind: 'broken',
        line: number,
        why: `a line begins with " " (stays), "-" (goes), "+" (comes) or "@@", got ${quote(text)}`,
      }
  }
  const idle = chunks.find((chunk) => chunk.lines.every((line) => line.sign === ' '))
  if (idle !== undefined)
    return {
      kind: 'broken',
      line: idle.line,
      why: 'this chunk changes nothing: it has no "-" and no "+" line',
    }
  return { kind: 'ok', chunks }
}

export function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80).toWellFormed()}…` : text)
}

/** "@@" alone has none; the line numbers of a unified diff are left out, they are mostly wrong. */
function anchorOf(text: string): string[] {
  const anchor = text.replace(UNIFIED_RANGE, '').replace(/^@@ ?/, '').replace(/ ?@@$/, '').trimEnd()
  return anchor.trim() === '' ? [] : [anchor]
}

/** An empty line is an unchanged empty line: models drop the space before it. */
function parseLine(text: string): PatchLine | null {
  if (text === '') return { sign: ' ', text: '' }
  const sign = text[0]!
  return sign === ' ' || sign === '-' || sign === '+' ? { sign, text: text.slice(1) } : null
}

function withoutUnifiedHeader(body: Line[]): Line[] {
  return body[0]?.text.startsWith('--- ') && body[1]?.text.startsWith('+++ ') ? body.slice(2) : body
}
