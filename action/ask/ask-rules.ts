import type { Harness } from '../../core/harness/harness.ts'
import type { Finding } from '../../core/rules/finding.ts'
import type { GateResult } from '../../core/run/gate.ts'
import { addUsage, noUsage, type Usage } from '../../core/run/usage.ts'
import { listed } from '../../core/say/numbers.ts'
import type { Message, Model } from '../agent/models/model.ts'
import type { Collected } from '../changes.ts'
import { exceptions } from '../gates/except.ts'
import { type Questions, toQuestions } from './questions.ts'
import { renderQuestions } from './render-questions.ts'
import { type Reported, readReported, reportFindings } from './report-findings.ts'
import { toFindings, unjudged } from './to-findings.ts'

export type Asked = { findings: Finding[]; result: GateResult; usage: Usage }
export type AskOptions = {
  model: Model
  /** US dollars left. */
  budget: number
  /** Why no call may be made any more, in words; or null. */
  over: string | null
  signal: AbortSignal
  record: (entry: unknown) => void
}

/** With spaces, so that no rule and no check is called the same. */
const GATE = 'rules in words'

/** Answers that are not understood, at most: the second is the last. */
const TRIES = 2

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
  const answer: Answer =
    options.over !== null
      ? { kind: 'none', why: options.over, usage: noUsage }
      : rules.length === 0
        ? { kind: 'ok', reported: [], usage: noUsage }
        : await ask(questions, options)
  const findings =
    answer.kind === 'ok'
      ? exceptions(harness, collected)(toFindings(answer.reported, questions))
      : rules.map(({ rule }) => unjudged(rule, answer.why))
  const passedOver =
    leftOut.length === 0
      ? ''
      : `too large to look at: ${listed(leftOut.slice(0, 10))}${leftOut.length > 10 ? ' …' : ''}`
  const note = [answer.kind === 'ok' ? '' : answer.why, passedOver].filter((part) => part !== '').join('; ')
  const result: GateResult = {
    ...{ name: GATE, kind: 'rules', status: answer.kind === 'ok' ? 'passed' : 'skipped', required: false },
    ...{ exitCode: null, ms: Math.round(performance.now() - started), findings: findings.length },
    ...(note !== '' && { note: note.slice(0, 2_000).toWellFormed() }),
  }
  return { findings, result, usage: answer.usage }
}

type Answer = { kind: 'ok'; reported: Reported[]; usage: Usage } | { kind: 'none'; why: string; usage: Usage }

async function ask(questions: Questions, { model, budget, signal, record }: AskOptions): Promise<Answer> {
  const { instructions, message } = renderQuestions(questions)
  const messages: Message[] = [{ role: 'user', text: message }]
  record({ type: 'ask', instructions, message })
  let usage = noUsage
  let why = ''
  for (let tried = 1; tried <= TRIES; tried++) {
    const answer = await model.answer({
      ...{ instructions, messages, tools: [reportFindings.spec], mustCall: true },
      ...{ budget: budget - usage.cost, signal },
    })
    usage = addUsage(usage, answer.usage)
    record({ type: 'answer', ...answer })
    if (answer.kind === 'failed') {
      why = answer.detail
      if (answer.cause === 'malformed' || answer.cause === 'empty') continue
      break
    }
    const call = answer.calls.find(({ name }) => name === reportFindings.spec.name)
    const read = call === undefined ? NO_CALL : readReported(call.arguments)
    if (read.kind === 'ok') return { kind: 'ok', reported: read.findings, usage }
    why = 'the model did not answer in the form that was asked for.'
    messages.push({ role: 'answer', raw: answer.raw })
    // Each call has to have a result before the conversation may go on.
    for (const { id } of answer.calls) messages.push({ role: 'tool', id, text: read.why })
    if (answer.calls.length === 0) messages.push({ role: 'user', text: read.why })
  }
  return { kind: 'none', why, usage }
}

const NO_CALL = { kind: 'broken', why: 'Call `report_findings`, and nothing else.' } as const
