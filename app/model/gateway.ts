import type { ServerResponse } from 'node:http'
import { addUsage, costOf, type Usage } from '../../core/run/usage.ts'
import type { ServedModel } from '../config/models.ts'
import type { Body } from '../http/read-body.ts'
import type { Run } from '../runs/run.ts'
import type { RunStore } from '../runs/run-store.ts'
import { createConversations } from './conversations.ts'
import type { Tokens } from './count-usage.ts'
import { whyNone } from './open-call.ts'
import { type PassingTimes, passThrough } from './pass-through.ts'
import { prepareCall } from './prepare-call.ts'
import { type NoCall, noCall, refuse } from './refuse.ts'
import { type AtOnce, createSeats, type NoSeat } from './seats.ts'
import { type CallWatch, UNWATCHED } from './watch-calls.ts'

/** A run makes one call at a time; a second one may begin before the end of a broken one is noticed. */
const AT_ONCE: AtOnce = { run: 2, all: 500, bytes: 256 * 1024 * 1024 }

export type ModelCall = {
  /** As it was found by its token; whether it may still call is asked again when its money is reserved. */
  run: Run
  api: 'responses' | 'chat'
  /** Of the request, at most. */
  bytes: number
  /** The request is read only when the run may call at all. */
  read: () => Promise<Body>
  /** Where a stream goes. Whoever closes it ends the call. */
  to: ServerResponse
}
export type Gateway = {
  /** @returns what to answer, or that it was: a stream. */
  call: (call: ModelCall) => Promise<Response | 'passed'>
  /** Ends the calls of a run that may make no more. */
  drop: (key: string) => void
  /** Ends all calls, and begins none. */
  close: () => void
  /** Calls under way. */
  open: () => number
}

type Options = {
  models: ServedModel[]
  runs: RunStore
  now: () => number
  /** Whether the operator has switched it off where the run is. */
  isOff?: (run: Run) => Promise<boolean>
  /** What a call took could not be written down. */
  onError: (error: unknown, key: string) => void
  times?: PassingTimes
  atOnce?: AtOnce
  watch?: CallWatch
}

const NO_SEAT: Record<NoSeat, NoCall> = {
  run: noCall(429, 'one_at_a_time', 'A run makes one model call at a time. Wait for the last one.', 1),
  all: noCall(503, 'busy', 'The app makes as many model calls as it can. Try again in a moment.', 2),
  closed: noCall(503, 'stopping', 'The app is being stopped. Try again in a moment.', 5),
}

const SWITCHED_OFF = noCall(
  403,
  'switched_off',
  'The operator of this App has switched it off here for now; no model is called.',
)

/**
 * The one way from a runner to a model. It adds the operator's key, lets through only the assigned models and
 * harmless parameters, and makes no call that a limit could not bear. What comes back passes as it comes.
 */
export function createGateway(options: Options): Gateway {
  const {
    runs,
    now,
    onError,
    times,
    isOff = async () => false,
    atOnce = AT_ONCE,
    watch = UNWATCHED,
  } = options
  const seats = createSeats(atOnce)
  const conversations = createConversations()

  return {
    async call({ run, api, bytes, read, to }) {
      const { key } = run
      const seat = seats.take(key, bytes)
      if (typeof seat === 'string') {
        watch.refused(NO_SEAT[seat].code)
        return refuse(NO_SEAT[seat])
      }
      to.once('close', seat.stop)
      if (to.destroyed) seat.stop()
      const refused = (why: NoCall) => {
        seat.leave()
        watch.refused(why.code)
        return refuse(why)
      }
      try {
        const none = whyNone(run)
        if (none !== null) return refused(none)
        if (await isOff(run)) return refused(SWITCHED_OFF)
        const conversation = conversations.of(key)
        const call = await prepareCall(options, { run, api, read, conversation })
        if (call.kind === 'refused') return refused(call)
        conversation.open++
        const { model, text, plan, prompt } = call
        const count = async (tokens: Tokens, counted: (usage: Usage) => void) => {
          conversation.open--
          seat.leave()
          if (tokens.inputTokens > 0) prompt.learn(tokens.inputTokens)
          const usage = { requests: 1, ...tokens, cost: costOf(tokens, model.price) }
          counted(usage)
          const settled = (at: { usage: typeof usage; reserved: number }) => ({
            usage: addUsage(at.usage, usage),
            reserved: Math.max(0, at.reserved - plan.cost),
          })
          await runs.update(key, settled).catch((error: unknown) => onError(error, key))
        }
        return watch.call(run, model.name, (counted) =>
          passThrough({
            ...{ api, text, model, plan, prompt, to, now },
            signal: seat.signal,
            count: (tokens) => count(tokens, counted),
            ...(times && { times }),
          }),
        )
      } catch (error) {
        seat.leave()
        throw error
      }
    },
    drop(key) {
      seats.drop(key)
      conversations.forget(key)
    },
    close: seats.close,
    open: seats.taken,
  }
}
