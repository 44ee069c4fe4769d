import type { Finding } from '../../core/rules/finding.ts'

/** What a check of the rules gave, as a format gets it. */
export type Outcome = {
  /** What counts: new findings, worst first within a file. */
  findings: Finding[]
  /** Findings that were there on the base already. */
  old: Finding[]
  waived: number
  ignored: number
  /** Remarks about what was not looked at, a sentence each. */
  notes: string[]
  /** What was judged, in words: "14 changed files against main". */
  judged: string
  /** Text of a line (1-based) for formats that need other columns than ours, or null. */
  line: (path: string, line: number) => string | null
}

export type Format = (
  outcome: Outcome,
  look: { colour: boolean; columns: number; showOld: boolean },
) => string
