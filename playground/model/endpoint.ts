import type { Answer, Ids } from './answer.ts'
import { toAnswer } from './answer.ts'
import { badJson, noSuchModel, notJson, scripted } from './errors.ts'
import type { RecordedRequest } from './recorded-request.ts'
import type { Refusal } from './refusal.ts'
import type { Prompt, Script } from './script.ts'
import { type ModelContext, send, sendRefusal } from './send.ts'

/** One API of the model: what a valid request asks for, and how its answers look on the wire. */
export type Endpoint = (body: unknown) => { kind: 'ok'; asked: Asked } | { kind: 'refused'; refusal: Refusal }

export type Asked = {
  model: string
  streamed: boolean
  maxOutput: number | null
  prompt: Prompt
  /** SSE events when streamed, else one JSON body. */
  toFrames: (answer: Answer, ids: Ids) => string[]
  /** An answer that begins and then fails; null when the API says that with an HTTP error. */
  toFailure: (code: string, ids: Ids) => string[] | null
}

export type Played = {
  script: Script
  ids: Ids
  models: string[]
  requests: RecordedRequest[]
  closing: AbortSignal
}

/** Answers one request with the next turn of its conversation, or refuses it; a refusal uses no turn. */
export async function play(c: ModelContext, endpoint: Endpoint, played: Played): Promise<Response> {
  const at = now()
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  const record: RecordedRequest = { path: c.req.path, at, answered: at, bytes, ...UNANSWERED }
  played.requests.push(record)
  const response = await answer(c, endpoint, { ...played, bytes, record })
  record.answered = now()
  return response
}

const now = () => performance.timeOrigin + performance.now()
const UNANSWERED = { body: null, status: 200, turn: null, usage: null }

type Taken = Played & { bytes: Uint8Array; record: RecordedRequest }

async function answer(c: ModelContext, endpoint: Endpoint, taken: Taken): Promise<Response> {
  const { bytes, record } = taken
  const refuse = (refused: Refusal) => {
    record.status = refused.status
    return sendRefusal(c, refused)
  }

  const contentType = c.req.header('content-type') ?? ''
  if (!/^application\/json\b/i.test(contentType)) return refuse(notJson(contentType))
  const json = parseBody(bytes)
  if (json === null) return refuse(badJson)
  record.body = json.value
  const checked = endpoint(json.value)
  if (checked.kind === 'refused') return refuse(checked.refusal)
  const { asked } = checked
  if (!taken.models.includes(asked.model)) return refuse(noSuchModel(asked.model))

  const { turn, index, usage } = taken.script.take(asked.prompt)
  record.turn = turn === null ? null : index
  const fault = turn?.fault
  if (fault !== undefined && 'status' in fault) return refuse(scripted(fault))
  const wire = { streamed: asked.streamed, fault, closing: taken.closing }
  if (fault !== undefined && 'failed' in fault) {
    const frames = asked.toFailure(fault.failed, taken.ids)
    return frames === null ? refuse(scripted({ status: 500 })) : send(c, { ...wire, frames })
  }
  const played = toAnswer(turn, { ids: taken.ids, usage, maxOutput: asked.maxOutput })
  record.usage = played.usage
  return send(c, { ...wire, frames: asked.toFrames(played, taken.ids) })
}

/** @returns null when the bytes are not UTF-8 or not JSON: the caller refuses both with the same words. */
function parseBody(bytes: Uint8Array): { value: unknown } | null {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) }
  } catch {
    return null
  }
}
