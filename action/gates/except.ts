import type { Harness } from '../../core/harness/harness.ts'
import { exempt } from '../../core/rules/exempt.ts'
import type { Finding } from '../../core/rules/finding.ts'
import type { Collected } from '../changes.ts'

/** @returns the findings that count. */
export type Except = (findings: Finding[]) => Finding[]

export const exceptNothing: Except = (findings) => findings

/** What waivers and comments in changed files take out of the findings of a rule that is a command or a question. */
export function exceptions(harness: Harness, { files }: Pick<Collected, 'files'>): Except {
  const today = new Date().toISOString().slice(0, 10)
  return (findings) =>
    findings.length === 0 ? findings : exempt(findings, { harness, files, today }).findings
}
