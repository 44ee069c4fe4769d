import { MODEL_TRIES } from '../../core/run/limits.ts'
import { addUsage, costOf } from '../../core/run/usage.ts'
import { listed } from '../../core/say/numbers.ts'
import type { ServedModel } from '../config/models.ts'
import { isLive, type Run } from '../runs/run.ts'
import type { RunStore } from '../runs/run-store.ts'
import { type Allowed, allowBody, type ModelBody } from './allowed-body.ts'
import { planCall } from './budget.ts'
import { passThrough, refuse } from './pass-through.ts'

/** A run makes one call at a time; a second one may begin before the end of a broken one is noticed. */
const AT_ONCE = 2

export type ModelCall = { run: Run; api: 'responses' | 'chat'; json: string; signal: AbortSignal }
export type Gateway = {
  call: (call: ModelCall) => Promise<Response>
  /** Ends the calls of a run that may make no more. */
  drop: (key: string) => void
}

/** `known`: input tokens of the last call, by model. */
type Conversation = { known: Map<string, number>; reserved: number; calls: Set<AbortController> }

/**
 * The one way from a runner to a model. It adds the operator's key, lets through only the assigned models and
 * harmless parameters, and makes no call the run's cost limit could not bear. What comes back passes byte for byte.
 */
export function createGateway(options: { models: ServedModel[]; runs: RunStore }): Gateway {
  const conversations = new Map<string, Conversation>()
  return {
    drop(key) {
      for (const call of conversations.get(key)?.calls ?? []) call.abort()
      conversations.delete(key)
    },
    async call({ run, api, json, signal }) {
      const { limits, key } = run.assignment
      const allowed = allowBody(api, json)
      const found = findModel(run, { api, allowed, served: options.models })
      if (found.kind === 'refused') return refuse(found.status, found.code, found.message)
      const { body, model } = found

      const conversation = conversations.get(key) ?? { known: new Map(), reserved: 0, calls: new Set() }
      conversations.set(key, conversation)
      if (conversation.calls.size >= AT_ONCE)
        return refuse(429, 'one_at_a_time', 'A run makes one model call at a time. Wait for the last one.')
      const left = limits.cost - run.usage.cost - conversation.reserved
      const bytes = Buffer.byteLength(json)
      const plan = planCall({
        left,
        price: model.price,
        bytes,
        known: conversation.known.get(model.name) ?? 0,
        wanted: wantedOutput(body),
      })
      if (plan.kind === 'spent')
        return refuse(
          429,
          'run_cost_limit',
          `The spend limit of this run, ${limits.cost} USD, leaves too little for another call: ${run.usage.cost.toFixed(2)} USD are used.`,
        )
      const stop = new AbortController()
      conversation.calls.add(stop)
      conversation.reserved += plan.cost
      const count = async (tokens: Parameters<typeof costOf>[0]) => {
        if (!conversation.calls.delete(stop)) return
        conversation.reserved -= plan.cost
        if (tokens.inputTokens > 0) conversation.known.set(model.name, tokens.inputTokens)
        const usage = { requests: 1, ...tokens, cost: costOf(tokens, model.price) }
        await options.runs.update(key, (now) => ({ usage: addUsage(now.usage, usage) }))
      }
      return passThrough({ api, body, model, plan, signal: AbortSignal.any([signal, stop.signal]), count })
    },
  }
}

type Found =
  | { kind: 'found'; body: ModelBody; model: ServedModel }
  | { kind: 'refused'; status: number; code: string; message: string }

/** The model a call is for: one that this run was assigned, for the implementer or for another role, and no other. */
function findModel(
  run: Run,
  { api, allowed, served }: { api: ModelCall['api']; allowed: Allowed; served: ServedModel[] },
): Found {
  const refused = (status: number, code: string, message: string): Found => ({
    ...{ kind: 'refused', status, code, message },
  })
  if (!isLive(run) || run.state !== 'running' || run.stop !== null)
    return refused(
      403,
      'run_ended',
      `The run is ${run.stop === null ? run.state : 'stopped'}; it makes no more model calls.`,
    )
  const { limits, model: own, roles = {} } = run.assignment
  const assigned = [own, ...Object.values(roles)].filter((one) => one !== undefined)
  if (!assigned.some((one) => one.api === api))
    return refused(403, 'wrong_api', `This run was assigned the ${own.api} API.`)
  if (allowed.kind === 'refused') return refused(400, 'not_allowed', allowed.error)
  const { body } = allowed
  const named = assigned.find(({ name }) => name === body.model)
  if (named === undefined) {
    const names = listed([...new Set(assigned.map(({ name }) => name))])
    return refused(403, 'wrong_model', `This run was assigned ${names}, no other model.`)
  }
  if (named.api !== api)
    return refused(403, 'wrong_api', `This run was assigned ${named.name} with the ${named.api} API.`)
  const model = served.find(({ name }) => name === named.name)
  if (model === undefined) return refused(404, 'model_not_served', `${named.name} is not served any more.`)
  // Every turn may be tried a few times; more than that is a flood.
  if (run.usage.requests >= limits.turns * MODEL_TRIES)
    return refused(429, 'run_request_limit', 'The spend limit of model calls for this run is reached.')
  return { kind: 'found', body, model }
}

function wantedOutput(body: ModelBody): number | null {
  const wanted = body.max_output_tokens ?? body.max_completion_tokens ?? body.max_tokens
  return typeof wanted === 'number' ? wanted : null
}
