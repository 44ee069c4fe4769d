import type { Prompt } from '../../core/clean/clean.ts'
import { code, prompt, toolResult } from '../../core/clean/prompt.ts'
import { source } from '../../core/clean/source.ts'
import { addUsage, noUsage, type Usage } from '../../core/run/usage.ts'
import { cutText } from '../agent/cut-text.ts'
import type { Message, Model } from '../agent/models/model.ts'
import type { Tool } from '../agent/tools/tool.ts'

export type AskOptions = {
  model: Model
  /** US dollars left. */
  budget: number
  /** Why no call may be made any more, in words; or null. */
  over: string | null
  signal: AbortSignal
  record: (entry: unknown) => void
}

export type Question<T> = {
  instructions: Prompt
  message: Prompt
  /** The only way to answer. */
  tool: Tool
  /** @returns what a call says, or what is wrong with it in words for the model. */
  read: (given: string) => { kind: 'ok'; value: T } | { kind: 'broken'; why: string }
}

/** `turns`: answers that came. */
export type ModelWord<T> = { usage: Usage; turns: number } & (
  | { kind: 'ok'; value: T }
  | { kind: 'none'; why: string }
)

/** Characters of what was wrong with an answer. */
const MOST_WHY = 8_000
/** Answers that are not understood, at most: the second is the last. */
const TRIES = 2

/** Asks a model one thing, in a conversation without tools that do anything: its answer has to be a call of the given one. */
export async function askModel<T>(
  { instructions, message, tool, read }: Question<T>,
  { model, budget, over, signal, record }: AskOptions,
): Promise<ModelWord<T>> {
  let usage = noUsage
  let turns = 0
  if (over !== null) return { kind: 'none', why: over, usage, turns }
  const messages: Message[] = [{ role: 'user', text: message }]
  record({ type: 'ask', instructions, message })
  let why = ''
  for (let tried = 1; tried <= TRIES; tried++) {
    const answer = await model.answer({
      ...{ instructions, messages, tools: [tool.spec], mustCall: true },
      ...{ budget: budget - usage.cost, signal },
    })
    usage = addUsage(usage, answer.usage)
    record({ type: 'answer', ...answer })
    if (answer.kind === 'failed') {
      why = answer.detail
      if (answer.cause === 'malformed' || answer.cause === 'empty') continue
      break
    }
    turns++
    const call = answer.calls.find(({ name }) => name === tool.spec.name)
    const found = call === undefined ? noCall(tool) : read(call.arguments)
    if (found.kind === 'ok') return { kind: 'ok', value: found.value, usage, turns }
    why = 'the model did not answer in the form that was asked for.'
    messages.push({ role: 'answer', raw: answer.raw })
    // Each call has to have a result before the conversation may go on.
    const told = toolResult(source(cutText(found.why, MOST_WHY)))
    for (const { id } of answer.calls) messages.push({ role: 'tool', id, text: told })
    if (answer.calls.length === 0)
      messages.push({ role: 'user', text: prompt`Call ${code(tool.spec.name)}, and nothing else.` })
  }
  return { kind: 'none', why, usage, turns }
}

function noCall({ spec }: Tool): { kind: 'broken'; why: string } {
  return { kind: 'broken', why: `Call \`${spec.name}\`, and nothing else.` }
}
