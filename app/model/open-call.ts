import { MODEL_TRIES } from '../../core/run/limits.ts'
import { listed } from '../../core/say/numbers.ts'
import type { ServedModel } from '../config/models.ts'
import type { Run } from '../runs/run.ts'
import type { ModelBody } from './allowed-body.ts'
import { type Plan, planCall } from './budget.ts'
import { type NoCall, noCall } from './refuse.ts'

/** Why a run makes no model calls now, whatever it asks; or null. */
export function whyNone(run: Run): NoCall | null {
  if (run.state === 'running' && run.stop === null) return null
  const how = run.stop === null ? run.state : 'stopped'
  return noCall(403, 'run_ended', `The run is ${how}; it makes no more model calls.`)
}

/** The model a call is for: one that this run was assigned, for the implementer or for another role, and no other. */
export function findModel(
  { assignment: { model: own, roles = {} } }: Run,
  { api, body, served }: { api: 'responses' | 'chat'; body: ModelBody; served: ServedModel[] },
): { kind: 'found'; model: ServedModel } | NoCall {
  const assigned = [own, ...Object.values(roles)].filter((one) => one !== undefined)
  const named = assigned.find(({ name }) => name === body.model)
  if (named === undefined) {
    const names = listed([...new Set(assigned.map(({ name }) => name))])
    return noCall(403, 'wrong_model', `This run was assigned ${names}, no other model.`)
  }
  if (named.api !== api)
    return noCall(403, 'wrong_api', `This run was assigned ${named.name} with the ${named.api} API.`)
  const model = served.find(({ name }) => name === named.name)
  if (model === undefined) return noCall(404, 'model_not_served', `${named.name} is not served any more.`)
  return { kind: 'found', model }
}

type Opening = {
  /** US dollars that the runs of this repository and month took and may take. */
  committed: number
  /** Calls of this run under way. */
  open: number
  price: ServedModel['price']
  inputTokens: number
  wanted: number | null
}

/** What one more call may take, so that it can pass neither the run's limits nor the repository's. */
export function openCall(
  run: Run,
  { committed, open, ...asked }: Opening,
): Exclude<Plan, { kind: 'spent' }> | NoCall {
  const none = whyNone(run)
  if (none !== null) return none
  const { limits } = run.assignment
  // Every turn may be tried a few times; more than that is a flood.
  if (run.usage.requests + open >= limits.turns * MODEL_TRIES)
    return noCall(429, 'run_request_limit', 'The spend limit of model calls for this run is reached.')
  const left = limits.cost - run.usage.cost - run.reserved
  const { month } = run.rules.budget
  const leftOfMonth = month === null ? Number.POSITIVE_INFINITY : month - committed
  const plan = planCall({ ...asked, left: Math.min(left, leftOfMonth) })
  if (plan.kind !== 'spent') return plan
  return left <= leftOfMonth
    ? noCall(
        429,
        'run_cost_limit',
        `The spend limit of this run, ${limits.cost} USD, leaves too little for another call: ${run.usage.cost.toFixed(2)} USD are used.`,
      )
    : noCall(
        429,
        'run_cost_limit',
        `The spend limit of this repository, ${month} USD a month, leaves too little for another call: its runs took or may take ${committed.toFixed(2)} USD.`,
      )
}
