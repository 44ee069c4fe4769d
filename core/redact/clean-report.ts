import type { Report } from '../run/report.ts'
import { mapStrings } from './map-strings.ts'
import type { Redactor } from './redactor.ts'

/** A secret in what a run made, and in which part of it. */
export type Leak = { where: string; what: string }

/** Parts that a person reads, by what they are called. `changes` are judged by themselves: a file is never rewritten. */
const PARTS = {
  outcome: 'how it ended',
  title: 'the title',
  summary: 'the summary',
  plan: 'the plan',
  acceptance: 'the acceptance criteria',
  doubts: 'the doubts',
  gates: 'the results of checks',
  findings: 'a finding',
  denied: 'the refused calls',
  context: 'the names of files',
  isolation: 'the isolation',
} as const satisfies Partial<Record<keyof Report, string>>

/** The agent's own words. The rest quotes tools, and the shape of a secret in their output is made unreadable, no more. */
const WRITTEN = new Set<string>(['outcome', 'title', 'summary', 'plan', 'acceptance', 'doubts'])

/** A report without secrets in its words, and where they were. Nothing becomes longer: what fitted the contract still does. */
export function cleanReport(report: Report, redactor: Redactor): { report: Report; leaks: Leak[] } {
  const leaks: Leak[] = []
  const clean = { ...report }
  for (const [part, where] of Object.entries(PARTS) as [keyof typeof PARTS, string][]) {
    if (redactor.redact(textsIn(report[part]).join('\n')).found.length === 0) continue
    const words = mapStrings(report[part], (text) => {
      const secrets = redactor.secretsIn(text).filter(({ known }) => known || WRITTEN.has(part))
      leaks.push(...secrets.map(({ what }) => ({ where, what })))
      return fitted(redactor.redact(text).text, text)
    })
    Object.assign(clean, { [part]: words })
  }
  return { report: clean, leaks }
}

/** One look at all of them is enough for nearly every report. */
function textsIn(value: unknown): string[] {
  const texts: string[] = []
  mapStrings(value, (text) => {
    texts.push(text)
    return text
  })
  return texts
}

/** Cuts what a redaction made longer than it was. */
export function fitted(redacted: string, original: string): string {
  return redacted.length <= original.length ? redacted : redacted.slice(0, original.length)
}

/** "The title holds what looks like a GitHub token. Nothing is published …" */
export function tellLeaks(leaks: readonly Leak[]): string {
  const said = [...new Set(leaks.map(({ where, what }) => `${where} (${what})`))]
  const more = said.length > MOST ? ` and ${said.length - MOST} more places` : ''
  return `A secret, or what looks like one, is in ${said.slice(0, MOST).join(', ')}${more}. Nothing is published. If it is a real one, replace it where it was made; then ask for the work without it.`
}

const MOST = 5
