import type { Prompt } from '../../core/clean/clean.ts'
import { code, joined, prompt } from '../../core/clean/prompt.ts'
import { MAX_MALFORMED } from '../../core/run/limits.ts'
import type { Outcome } from '../../core/run/report.ts'
import { addUsage, noUsage } from '../../core/run/usage.ts'
import type { Agent, AgentOptions, AgentState } from './agent.ts'
import { checkLimits } from './check-limits.ts'
import { cutText } from './cut-text.ts'
import { dropOldOutputs } from './drop-old-outputs.ts'
import type { Message, ModelAnswer, ToolCall } from './models/model.ts'
import { noteDenied } from './note-denied.ts'
import { createRepeats } from './repeats.ts'
import { reviewFinish } from './review-finish.ts'
import { type MadeCall, runCalls, summarise } from './run-calls.ts'
import { createTimeHints } from './time-hints.ts'
import { toOutcome } from './to-outcome.ts'
import { WORKING } from './tools/tools.ts'

const CUT = prompt`Your answer was cut off at its length limit. Go on in smaller steps.`

/** The loop: ask the model, make its calls, append, again; until it finishes or something ends it. */
export function createAgent(options: AgentOptions): Agent {
  const { model, limits, instructions, emit, record, now, toolbox = WORKING, before } = options
  const specs = toolbox.tools.map(({ spec }) => spec)
  const reminder = prompt`That was neither a tool call nor the end. Go on with the work, or call ${code(toolbox.end)}.`
  const messages: Message[] = []
  const repeats = createRepeats()
  const finishes = reviewFinish(options.criteria ?? [])
  const dueHint = createTimeHints(limits.time, toolbox.end)
  const state: AgentState = {
    ...{ turns: 0, toolCalls: 0, usage: noUsage, title: '', summary: '' },
    ...{ acceptance: [], doubts: [], plan: [], denied: [] },
    ...(before && structuredClone(usedOf(before))),
  }
  const clock = { started: null as number | null, late: AbortSignal.any([]), signal: options.signal }
  const elapsed = () => (clock.late.aborted ? limits.time : now() - (clock.started ?? now()))

  return { run, state: () => structuredClone(state) }

  async function run(text: Prompt): Promise<Outcome> {
    if (clock.started === null) {
      clock.started = now()
      clock.late = AbortSignal.timeout(Math.ceil(limits.time))
      clock.signal = AbortSignal.any([options.signal, clock.late])
      record({ type: 'instructions', text: instructions, tools: specs })
    }
    repeats.begin()
    finishes.begin()
    append({ role: 'user', text })
    try {
      return await work()
    } catch (error) {
      record({ type: 'crash', error: String((error as Error)?.stack ?? error) })
      return (
        ended() ?? {
          kind: 'error',
          cause: 'crash',
          detail: cutText(`The tools failed: ${error instanceof Error ? error.message : error}`, 8_000),
        }
      )
    }
  }

  async function work(): Promise<Outcome> {
    for (let malformed = 0; ; ) {
      const end = ended()
      if (end !== null) return end
      const answer = await ask()
      if (answer.kind === 'failed') {
        const canTryAgain = answer.cause === 'malformed' || answer.cause === 'empty'
        if (!canTryAgain || ++malformed >= MAX_MALFORMED) return ended() ?? toOutcome(answer)
        continue
      }
      const made = await makeCalls(answer.calls)
      const outcome = settle(made)
      if (outcome !== null) return outcome
      malformed = made.some(({ understood }) => understood) ? 0 : malformed + 1
      if (malformed >= MAX_MALFORMED) return MALFORMED
      if (made.length === 0) append({ role: 'user', text: answer.cut ? CUT : reminder })
    }
  }

  /** @returns why the run ends before the next call of the model, or null. */
  function ended(): Outcome | null {
    if (options.signal.aborted)
      return { kind: 'cancelled', detail: cutText(String(options.signal.reason), 2_000) }
    return checkLimits({ ...state, elapsed: elapsed() }, limits)
  }

  async function ask(): Promise<ModelAnswer> {
    const hint = dueHint(elapsed())
    if (hint !== null) append({ role: 'user', text: hint })
    const dropped = dropOldOutputs(messages)
    if (dropped > 0) record({ type: 'dropped', outputs: dropped })
    const answer = await model.answer({
      ...{ instructions, tools: specs, messages },
      budget: limits.cost - state.usage.cost,
      signal: clock.signal,
    })
    state.usage = addUsage(state.usage, answer.usage)
    if (answer.kind === 'failed') {
      record({ type: 'failed', cause: answer.cause, detail: answer.detail, usage: answer.usage })
      return answer
    }
    state.turns++
    append({ role: 'answer', raw: answer.raw })
    const calls = summarise(answer.calls, toolbox).slice(0, 50)
    emit({ type: 'turn', turn: state.turns, say: cutText(answer.text, 2_000), calls, usage: state.usage })
    return answer
  }

  /** Makes the calls of a turn and appends a result for each: an answer with a call left open is refused by providers. */
  async function makeCalls(calls: ToolCall[]): Promise<MadeCall[]> {
    const { tools: host, guard, afterEdits, beside } = options
    const desk = { host, signal: clock.signal, timeLeft: () => limits.time - elapsed() }
    const left = limits.toolCalls - state.toolCalls
    const { review } = finishes
    const made = await runCalls(calls, {
      desk,
      toolbox,
      guard,
      review,
      repeats,
      emit,
      now,
      left,
      turn: state.turns,
    })
    state.toolCalls += made.length
    const paths = made.flatMap(({ result }) => result.paths ?? [])
    const remarks = paths.length > 0 && !clock.signal.aborted ? await afterEdits?.(paths) : null
    const lastEdit = made.findLast(({ result }) => result.paths !== undefined)
    for (const one of made) {
      const text = one === lastEdit && remarks ? joined([one.told, remarks]) : one.told
      const wasMade = one.arguments !== null && one.result.denied === undefined
      const more = wasMade ? await beside?.({ ...one, paths: one.result.paths ?? [] }) : null
      const message = { role: 'tool', id: one.id } as const
      append(more ? { ...message, text: joined([text, more]), kept: more.length } : { ...message, text })
    }
    return made
  }

  /** Takes in what the calls declared. @returns how the run ends, if it does. */
  function settle(made: MadeCall[]): Outcome | null {
    for (const { name, summary, result } of made) {
      if (result.denied !== undefined)
        noteDenied(state.denied, { tool: name, what: summary, why: result.denied })
      if (result.plan === undefined) continue
      state.plan = result.plan
      emit({ type: 'plan', steps: result.plan })
    }
    const { outcome, ...declared } = made.findLast(({ result }) => result.finished)?.result.finished ?? {}
    Object.assign(state, declared)
    const loop = made.find(({ loop }) => loop !== null)?.loop
    return outcome ?? (loop ? { kind: 'limit', limit: 'loop', detail: loop } : null)
  }

  function append(message: Message): void {
    messages.push(message)
    record({ type: 'message', ...message })
  }
}

/** Nothing of what the other one declared. */
function usedOf({ turns, toolCalls, usage, denied }: NonNullable<AgentOptions['before']>) {
  return { turns, toolCalls, usage, denied }
}

const MALFORMED: Outcome = {
  kind: 'error',
  cause: 'malformed',
  detail: `The model answered ${MAX_MALFORMED} times in a row without a call that can be made.`,
}
