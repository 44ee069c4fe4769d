import type { Harness } from '../../core/harness/harness.ts'
import type { Finding } from '../../core/rules/finding.ts'
import type { GateResult } from '../../core/run/gate.ts'
import { noUsage, type Usage } from '../../core/run/usage.ts'
import type { Collected } from '../changes.ts'
import { exceptions } from '../gates/except.ts'
import { type AskOptions, askModel, type ModelWord } from './ask-model.ts'
import { passedOver } from './bounded-files.ts'
import { toQuestions } from './questions.ts'
import { renderQuestions } from './render-questions.ts'
import { type Reported, readReported, reportFindings } from './report-findings.ts'
import { toFindings, unjudged } from './to-findings.ts'

export type Asked = { findings: Finding[]; result: GateResult; usage: Usage }

/** With spaces, so that no rule and no check is called the same. */
const GATE = 'rules in words'

/**
 * Asks the model about all rules of the engine `ask` that the change touches, in one conversation without tools that do
 * anything. What comes of it is for people: it blocks nothing and starts no repair.
 *
 * @returns null when no rule is about the change.
 */
export async function askRules(
  harness: Harness,
  collected: Pick<Collected, 'files'>,
  options: AskOptions,
): Promise<Asked | null> {
  const started = performance.now()
  const questions = toQuestions(harness, collected)
  const { rules, leftOut } = questions
  if (rules.length === 0 && leftOut.length === 0) return null
  const answer: ModelWord<Reported[]> =
    options.over === null && rules.length === 0
      ? { kind: 'ok', value: [], usage: noUsage, turns: 0 }
      : await askModel({ ...renderQuestions(questions), tool: reportFindings, read: readReported }, options)
  const findings =
    answer.kind === 'ok'
      ? exceptions(harness, collected)(toFindings(answer.value, questions))
      : rules.map(({ rule }) => unjudged(rule, answer.why))
  const notes = [answer.kind === 'ok' ? '' : answer.why, passedOver(leftOut)]
  const note = notes.filter((part) => part !== '').join('; ')
  const result: GateResult = {
    ...{ name: GATE, kind: 'rules', status: answer.kind === 'ok' ? 'passed' : 'skipped', required: false },
    ...{ exitCode: null, ms: Math.round(performance.now() - started), findings: findings.length },
    ...(note !== '' && { note: note.slice(0, 2_000).toWellFormed() }),
  }
  return { findings, result, usage: answer.usage }
}
