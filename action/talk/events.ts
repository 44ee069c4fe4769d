import type { RunEvent } from '../../core/run/event.ts'
import { type Events, eventsAnswerSchema } from '../../core/run/run-api.ts'
import { postJson, type Wire } from './post-json.ts'

/** Of one request, as eventsSchema says. */
const BATCH = 500
/** Kept while the app cannot be reached; then the oldest go. */
const WAITING = 5_000
const EVERY = 1_000

export type EventStream = {
  emit: (event: RunEvent) => void
  /** Sends what is left and stops. */
  close: () => Promise<void>
}

/**
 * Tells the app what happens, about once a second, also when nothing does: the answer is how a person's stop arrives.
 * Trouble of the network is no trouble of the run: what was not taken is sent again with the next batch.
 */
export function streamEvents(
  run: { key: string; token: string; onStop: (why: string) => void; now: () => number },
  wire: Wire,
): EventStream {
  let waiting: Events['events'] = []
  let sending: Promise<void> | null = null

  const send = async (tries = 1) => {
    const events = waiting.slice(0, BATCH)
    const posted = await postJson(wire, {
      path: `/runs/${run.key}/events`,
      token: run.token,
      body: { events } satisfies Events,
      answer: eventsAnswerSchema,
      tries,
      timeout: 5_000,
    })
    // Refused ones would be refused again.
    if (posted.kind !== 'unreachable') {
      const taken = new Set(events)
      waiting = waiting.filter((event) => !taken.has(event))
    }
    if (posted.kind === 'ok' && posted.value.stop !== null) run.onStop(posted.value.stop)
  }
  const timer = setInterval(() => {
    sending ??= send().finally(() => {
      sending = null
    })
  }, EVERY)
  timer.unref()

  return {
    emit: (event) => {
      waiting.push({ at: new Date(run.now()).toISOString(), event })
      if (waiting.length > WAITING) waiting = waiting.slice(-WAITING)
    },
    close: async () => {
      clearInterval(timer)
      await sending
      if (waiting.length > 0) await send(3)
    },
  }
}
