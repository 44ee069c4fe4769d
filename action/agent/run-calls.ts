import type { Prompt } from '../../core/clean/clean.ts'
import { toolResult } from '../../core/clean/prompt.ts'
import { noteOnInvisible, source } from '../../core/clean/source.ts'
import { codeSpan } from '../../core/markdown/write.ts'
import { MAX_READ_BYTES, PARALLEL_TOOLS } from '../../core/run/limits.ts'
import { cutOutput } from '../sandbox/cut-output.ts'
import type { AgentOptions } from './agent.ts'
import { cutText, firstLine } from './cut-text.ts'
import { inParallel } from './in-parallel.ts'
import type { ToolCall } from './models/model.ts'
import type { Repeats } from './repeats.ts'
import type { Reviewed } from './review-finish.ts'
import type { Declaration, Desk, Prepared, ToolOutcome } from './tools/tool.ts'
import type { Toolbox } from './tools/tools.ts'

/** One call that was made, and what came of it. */
export type MadeCall = {
  id: string
  name: string
  /** As the tool took them; null when it could not. */
  arguments: unknown
  summary: string
  result: ToolOutcome
  /** What the model is given of the result: whatever a tool says comes to it by this way. */
  told: Prompt
  /** It was a call of a tool there is, with arguments it takes. */
  understood: boolean
  /** It went round in circles: why the run has to end. */
  loop: string | null
}

export type CallSurroundings = Pick<AgentOptions, 'emit' | 'now'> & {
  guard: AgentOptions['guard'] | undefined
  /** Judges what `finish` declares. */
  review: (declared: Declaration) => Reviewed
  desk: Desk
  toolbox: Toolbox
  repeats: Repeats
  turn: number
  /** Calls left of the limit. */
  left: number
}

/** Longest result: a file as `read_file` gives it, with its line numbers. */
const MAX_RESULT = MAX_READ_BYTES + 20_000

type Planned = { call: ToolCall; index: number; prepared: Prepared; readOnly: boolean }

/**
 * Makes the calls of one turn: those that only read side by side, the others one after the other.
 *
 * @returns in the order asked; a result for each, whatever happened.
 */
export async function runCalls(calls: ToolCall[], surroundings: CallSurroundings): Promise<MadeCall[]> {
  const made: MadeCall[] = []
  for (const batch of toBatches(planCalls(calls, surroundings.toolbox)))
    made.push(...(await inParallel(batch, PARALLEL_TOOLS, (planned) => make(planned, made, surroundings))))
  return made
}

/** @returns one line of each call, for people. */
export function summarise(calls: ToolCall[], toolbox: Toolbox): { name: string; summary: string }[] {
  return planCalls(calls, toolbox).map(({ call, prepared }) => ({
    name: cutText(call.name, 100),
    summary: cutText(prepared.kind === 'ok' ? prepared.summary : firstLine(call.arguments), 300),
  }))
}

function planCalls(calls: ToolCall[], { tools }: Toolbox): Planned[] {
  return calls.map((call, index) => {
    const tool = tools.find(({ spec }) => spec.name === call.name)
    const names = tools.map(({ spec }) => spec.name).join(', ')
    const prepared = tool?.prepare(call.arguments) ?? {
      kind: 'broken',
      why: `There is no tool ${JSON.stringify(cutText(call.name, 100))}. There are: ${names}.`,
    }
    return { call, index, prepared, readOnly: tool?.readOnly ?? true }
  })
}

function toBatches(planned: Planned[]): Planned[][] {
  const batches: Planned[][] = []
  for (const one of planned) {
    const last = batches.at(-1)
    if (last?.[0]?.readOnly && one.readOnly) last.push(one)
    else batches.push([one])
  }
  return batches
}

async function make(planned: Planned, before: MadeCall[], surroundings: CallSurroundings): Promise<MadeCall> {
  const { call, prepared, readOnly } = planned
  const { emit, now, repeats, turn } = surroundings
  const key = JSON.stringify([call.name, call.arguments])
  const repeat = repeats.count(key)
  const started = now()
  const result = repeat === 'stop' ? NOT_AGAIN : await perform(planned, before, surroundings)
  const hint = repeat === 'hint' ? '\n[The same call several times in a row: think of another way.]' : ''
  const note = noteOnInvisible(result.text)
  const shown = cutOutput(source(result.text), MAX_RESULT)
  const text = `${shown}${note === '' ? '' : `\n[${note}]`}${hint}`
  const summary = prepared.kind === 'ok' ? prepared.summary : firstLine(call.arguments)
  const name = cutText(call.name, 100)
  const ms = Math.max(0, Math.round(now() - started))
  const said = result.ok && readOnly ? summary : firstLine(result.text)
  emit({ type: 'tool', turn, name, ok: result.ok, ms, summary: cutText(said, 300) })
  if (result.ok && result.paths !== undefined) repeats.edited()
  const circling =
    repeat === 'stop'
      ? 'The same call'
      : isRefusedAgain(key, result, repeats)
        ? 'The same refused call'
        : null
  return {
    id: call.id,
    name,
    arguments: prepared.kind === 'ok' ? prepared.arguments : null,
    summary,
    result: { ...result, text },
    told: toolResult(source(text)),
    understood: prepared.kind === 'ok',
    loop:
      circling === null
        ? null
        : `${circling} again and again: ${codeSpan(cutText(`${name} ${summary}`, 300))}`,
  }
}

/** Nobody is stopped for asking whether a server of his own listens yet. */
function isRefusedAgain(key: string, { ok, denied, refused = [] }: ToolOutcome, repeats: Repeats): boolean {
  if (denied !== undefined) return repeats.countDenied(key)
  return !ok && refused.some(({ kind }) => kind !== 'loopback') && repeats.countRefused(key)
}

const NOT_AGAIN: ToolOutcome = { ok: false, text: 'Not run: this same call was made too often in a row.' }

async function perform(
  { call, index, prepared }: Planned,
  before: MadeCall[],
  { desk, guard, left, review }: CallSurroundings,
): Promise<ToolOutcome> {
  if (desk.signal.aborted) return { ok: false, text: 'Not run: the run was stopped.' }
  if (index >= left) return { ok: false, text: 'Not run: the limit of tool calls is reached.' }
  if (prepared.kind === 'broken') return { ok: false, text: prepared.why }
  const refusal = guard?.({ name: call.name, arguments: prepared.arguments }) ?? null
  if (refusal !== null) {
    const { why, allow } = refusal
    return { ok: false, text: `Refused: ${why}${allow === null ? '' : `\n${allow}`}`, denied: why }
  }
  const result = await prepared.run(desk)
  const unseen = before.find((made) => !made.result.ok)
  if (result.finished === undefined) return result
  if (unseen !== undefined)
    return {
      ok: false,
      text: `Not finished: ${unseen.name} in this same turn failed. Look at its result first.`,
    }
  const reviewed = review(result.finished)
  if (reviewed.kind === 'refused') return { ok: false, text: reviewed.why }
  return { ...result, finished: reviewed.declared }
}
