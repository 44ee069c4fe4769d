import type { Repo } from './format.ts'
import { lineStarts } from './replacement.ts'

export type SourceText = { text: string; starts: readonly number[] }

/** The texts remarks are about, each read and split once however many remarks it has; null when it is unknown. */
export function createTexts(repo: Repo): (path: string) => SourceText | null {
  const known = new Map<string, SourceText | null>()
  return (path) => {
    const before = known.get(path)
    if (before !== undefined) return before
    const text = repo.read(path)
    const found = text === null ? null : { text, starts: lineStarts(text) }
    known.set(path, found)
    return found
  }
}

/** A 1-based line without its line break; null behind the last one. */
export function lineOf({ text, starts }: SourceText, line: number): string | null {
  const start = starts[line - 1]
  return start === undefined ? null : text.slice(start, starts[line] ?? text.length).replace(/\r?\n$/, '')
}
