import { codeSpan, fenced } from '../markdown/write.ts'
import type { Finding } from '../rules/finding.ts'

const DAY = 86_400_000

/** What to do about findings: mend them, or write down why not. `today` is "2026-11-25"; "" without a finding. */
export function howToWaive(findings: readonly Finding[], today: string): string {
  const first = findings.find(({ level }) => level === 'error') ?? findings[0]
  if (first === undefined) return ''
  const until = new Date(Date.parse(`${today}T00:00:00Z`) + 30 * DAY).toISOString().slice(0, 10)
  const path = first.path ?? 'src/old.ts'
  const waiver = `waivers:\n  - rule: ${JSON.stringify(first.rule)}\n    paths: [${JSON.stringify(path)}]\n    until: ${until}\n    why: The reason, for whoever reads it next.`
  return `### What to do

Mend what is new; each finding says how. Where a rule is wrong for a line, write ${codeSpan(`reins-ignore ${first.rule}: the reason`)} in a comment on it or the line above; where it has to wait, waive it until a day, in ${codeSpan('.github/agent.yml')} on the base branch:

${fenced(waiver, 'yaml')}`
}
