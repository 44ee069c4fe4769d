import type { ResponseStreamEvent } from 'openai/resources/responses/responses'
import { type Answer, pieces } from '../answer.ts'
import { complete, type Output, type WireResponse } from './response.ts'

type Unnumbered<E> = E extends { sequence_number: number } ? Omit<E, 'sequence_number'> : never
type Wired<E> = E extends { response: unknown } ? Omit<E, 'response'> & { response: WireResponse } : E
/** An event of the stream, before it is numbered. */
export type WireEvent = Wired<Unnumbered<ResponseStreamEvent>>

/** The events of one answer in the real order, `response.created` first. */
export function* toEvents(
  begun: WireResponse,
  { answer, output }: { answer: Answer; output: Output },
): Generator<WireEvent> {
  yield { type: 'response.created', response: begun }
  yield { type: 'response.in_progress', response: begun }
  for (const [index, item] of output.entries())
    yield* item.type === 'message' ? messageEvents(item, index) : callEvents(item, index)
  const response = complete(begun, { answer, output })
  yield answer.end === 'stop'
    ? { type: 'response.completed', response }
    : { type: 'response.incomplete', response }
}

type Message = Extract<Output[number], { type: 'message' }>
type Call = Extract<Output[number], { type: 'function_call' }>

function* messageEvents(item: Message, output_index: number): Generator<WireEvent> {
  const part = item.content[0]
  const text = part?.type === 'output_text' ? part.text : ''
  const at = { item_id: item.id, output_index, content_index: 0 }
  const whole = { type: 'output_text' as const, annotations: [], logprobs: [], text }
  yield {
    type: 'response.output_item.added',
    output_index,
    item: { ...item, status: 'in_progress', content: [] },
  }
  yield { type: 'response.content_part.added', ...at, part: { ...whole, text: '' } }
  for (const delta of pieces(text)) yield { type: 'response.output_text.delta', ...at, delta, logprobs: [] }
  yield { type: 'response.output_text.done', ...at, text, logprobs: [] }
  yield { type: 'response.content_part.done', ...at, part: whole }
  yield { type: 'response.output_item.done', output_index, item }
}

function* callEvents(item: Call, output_index: number): Generator<WireEvent> {
  const at = { item_id: item.id, output_index }
  yield {
    type: 'response.output_item.added',
    output_index,
    item: { ...item, status: 'in_progress', arguments: '' },
  }
  for (const delta of pieces(item.arguments))
    yield { type: 'response.function_call_arguments.delta', ...at, delta }
  yield { type: 'response.function_call_arguments.done', ...at, arguments: item.arguments }
  yield { type: 'response.output_item.done', output_index, item }
}
