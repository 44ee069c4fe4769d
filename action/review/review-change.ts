import type { Harness } from '../../core/harness/harness.ts'
import type { Finding } from '../../core/rules/finding.ts'
import type { Assignment } from '../../core/run/assignment.ts'
import type { GateResult } from '../../core/run/gate.ts'
import type { Acceptance } from '../../core/run/report.ts'
import { noUsage, type Usage } from '../../core/run/usage.ts'
import { type AskOptions, askModel, type ModelWord } from '../ask/ask-model.ts'
import { boundedFiles, passedOver } from '../ask/bounded-files.ts'
import type { Collected } from '../changes.ts'
import { renderReview } from './render-review.ts'
import { type Objection, readObjections, reportObjections } from './report-objections.ts'
import { toFindings, unreviewed } from './to-findings.ts'

export type Reviewed = { findings: Finding[]; result: GateResult; usage: Usage; turns: number }

/** With a space, so that no rule is called the same. */
const GATE = 'the reviewer'

/** Asks the reviewer's model what a careful reviewer would object to. What comes of it is for people: it blocks nothing. */
export async function reviewChange(
  given: {
    harness: Harness
    assignment: Assignment
    acceptance: Acceptance[]
    collected: Pick<Collected, 'files'>
  },
  options: AskOptions,
): Promise<Reviewed> {
  const started = performance.now()
  const { files, leftOut } = boundedFiles(given.collected.files)
  const answer: ModelWord<Objection[]> =
    options.over === null && files.length === 0
      ? { kind: 'none', why: 'no line of text is new.', usage: noUsage, turns: 0 }
      : await askModel(
          { ...renderReview({ ...given, files }), tool: reportObjections, read: readObjections },
          options,
        )
  const findings = answer.kind === 'ok' ? toFindings(answer.value, files) : [unreviewed(answer.why)]
  const notes = [answer.kind === 'ok' ? '' : answer.why, passedOver(leftOut)]
  const note = notes.filter((part) => part !== '').join('; ')
  const result: GateResult = {
    ...{ name: GATE, kind: 'rules', status: answer.kind === 'ok' ? 'passed' : 'skipped', required: false },
    ...{ exitCode: null, ms: Math.round(performance.now() - started), findings: findings.length },
    ...(note !== '' && { note: note.slice(0, 2_000).toWellFormed() }),
  }
  return { findings, result, usage: answer.usage, turns: answer.turns }
}
