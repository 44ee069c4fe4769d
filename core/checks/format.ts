import type { Level, Range } from '../rules/finding.ts'

/** The repository as a parser may see it: pure look-ups. */
export type Repo = {
  /** A path as a tool wrote it → the tracked path it means, or null when it is not ours. */
  resolve: (written: string) => string | null
  /** Text of a tracked file as the tool saw it; null when it is unknown. */
  read: (path: string) => string | null
}

/** `outside`: a place was named, but not one in this repository. `range` null: the whole file. */
export type Place = { path: string; range: Range | null } | 'outside' | null

/** A remark as a tool made it. `id` is the tool's own rule or the test's name; empty when there is none. */
export type Draft = {
  id: string
  level: Level
  place: Place
  message: string
  fix?: string | undefined
  why?: string | undefined
  source?: string[] | undefined
  /** For the whole lines of the place's range. */
  replacement?: string | undefined
}

/** A remark with a place in this repository. */
export type Placed = Draft & { place: { path: string; range: Range | null } }

export function isPlaced(draft: Draft): draft is Placed {
  return draft.place !== null && draft.place !== 'outside'
}

export type Parsed = { kind: 'drafts'; drafts: Draft[] } | { kind: 'broken'; why: string }

/** One way in which tools write down what they found. `text` has no control sequences and plain line breaks. */
export type Format = {
  name: string
  /** Looks like this format; cheap, and may be wrong. */
  sniff: (text: string) => boolean
  parse: (text: string, repo: Repo) => Parsed
  /** A report with a structure of its own, not lines picked out of a log. */
  structured: boolean
}

/** 1-based numbers, however a tool wrote them, as a range; null without a line. An end at the start of a line is the end of the line before. */
export function toRange(at: {
  line?: number | null | undefined
  column?: number | null | undefined
  endLine?: number | null | undefined
  endColumn?: number | null | undefined
}): Range | null {
  const startLine = position(at.line)
  if (startLine === null) return null
  const startColumn = position(at.column)
  let endLine = Math.max(startLine, position(at.endLine) ?? startLine)
  let endColumn = position(at.endColumn)
  if (endColumn === 1 && endLine > startLine) {
    endLine--
    endColumn = null
  }
  const forwards =
    endLine > startLine || (endColumn !== null && startColumn !== null && endColumn > startColumn)
  return {
    startLine,
    endLine,
    ...(startColumn !== null && { startColumn }),
    ...(endColumn !== null && startColumn !== null && forwards && { endColumn }),
  }
}

const MOST = 10_000_000

function position(value: number | null | undefined): number | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null
  return Math.min(MOST, Math.max(1, Math.trunc(value)))
}
