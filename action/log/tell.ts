import type { Finding } from '../../core/rules/finding.ts'
import type { Phase, RunEvent } from '../../core/run/event.ts'
import { plainLine } from './plain-line.ts'

type Emit = (event: RunEvent) => void

export function phase(emit: Emit, name: Phase, detail?: string): void {
  emit({ type: 'phase', phase: name, ...(detail !== undefined && { detail: plainLine(detail, 500) }) })
}

export function note(emit: Emit, notes: string[]): void {
  for (const text of notes) emit({ type: 'note', text: plainLine(text, 2_000) })
}

const MOST_FINDINGS = 20

/** What the agent is told to mend, for the people who watch; old findings are nobody's task. */
export function tellFindings(emit: Emit, findings: Finding[]): void {
  const fresh = findings.filter((finding) => !finding.preexisting)
  for (const { level, rule, path, range, message, fix = '' } of fresh.slice(0, MOST_FINDINGS)) {
    const place = path === null ? '' : `${path}${range === null ? '' : `:${range.startLine}`}`
    const short = { place: plainLine(place, 300), message: plainLine(message, 300), fix: plainLine(fix, 300) }
    emit({ type: 'finding', level, rule: plainLine(rule, 200), ...short })
  }
  const more = fresh.length - MOST_FINDINGS
  if (more > 0) note(emit, [`${more} more findings`])
}
