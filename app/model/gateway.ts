import { MODEL_TRIES } from '../../core/run/limits.ts'
import { addUsage, costOf } from '../../core/run/usage.ts'
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

type Conversation = { known: number; reserved: number; calls: Set<AbortController> }

/**
 * The one way from a runner to a model. It adds the operator's key, lets through only the assigned model and harmless
 * parameters, and makes no call the run's cost limit could not bear. What comes back passes byte for byte.
 */
export function createGateway(options: { models: ServedModel[]; runs: RunStore }): Gateway {
  const conversations = new Map<string, Conversation>()
  return {
    drop(key) {
      for (const call of conversations.get(key)?.calls ?? []) call.abort()
      conversations.delete(key)
    },
    async call({ run, api, json, signal }) {
      const { model: assigned, limits, key } = run.assignment
      const served = options.models.find(({ name }) => name === assigned.name)
      const allowed = allowBody(api, json)
      const wrong = refusalOf(run, { api, allowed, served })
      if (wrong !== null) return refuse(wrong.status, wrong.code, wrong.message)
      const { body } = allowed as Extract<Allowed, { kind: 'allowed' }>
      const model = served as ServedModel

      const conversation = conversations.get(key) ?? { known: 0, reserved: 0, calls: new Set() }
      conversations.set(key, conversation)
      if (conversation.calls.size >= AT_ONCE)
        return refuse(429, 'one_at_a_time', 'A run makes one model call at a time. Wait for the last one.')
      const left = limits.cost - run.usage.cost - conversation.reserved
      const bytes = Buffer.byteLength(json)
      const plan = planCall({
        left,
        price: model.price,
        bytes,
        known: conversation.known,
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
        if (tokens.inputTokens > 0) conversation.known = tokens.inputTokens
        const usage = { requests: 1, ...tokens, cost: costOf(tokens, model.price) }
        await options.runs.update(key, (now) => ({ usage: addUsage(now.usage, usage) }))
      }
      return passThrough({ api, body, model, plan, signal: AbortSignal.any([signal, stop.signal]), count })
    },
  }
}

function refusalOf(
  run: Run,
  { api, allowed, served }: { api: ModelCall['api']; allowed: Allowed; served: ServedModel | undefined },
): { status: number; code: string; message: string } | null {
  const { model, limits } = run.assignment
  if (!isLive(run) || run.state !== 'running' || run.stop !== null)
    return {
      status: 403,
      code: 'run_ended',
      message: `The run is ${run.stop === null ? run.state : 'stopped'}; it makes no more model calls.`,
    }
  if (api !== model.api)
    return { status: 403, code: 'wrong_api', message: `This run was assigned the ${model.api} API.` }
  if (allowed.kind === 'refused') return { status: 400, code: 'not_allowed', message: allowed.error }
  if (allowed.body.model !== model.name)
    return {
      status: 403,
      code: 'wrong_model',
      message: `This run was assigned ${model.name}, no other model.`,
    }
  if (!served)
    return { status: 404, code: 'model_not_served', message: `${model.name} is not served any more.` }
  // Every turn may be tried a few times; more than that is a flood.
  if (run.usage.requests >= limits.turns * MODEL_TRIES)
    return {
      status: 429,
      code: 'run_request_limit',
      message: 'The spend limit of model calls for this run is reached.',
    }
  return null
}

function wantedOutput(body: ModelBody): number | null {
  const wanted = body.max_output_tokens ?? body.max_completion_tokens ?? body.max_tokens
  return typeof wanted === 'number' ? wanted : null
}
