import { z } from 'zod'
import type { RunEvent } from '../../core/run/event.ts'
import { type EventsAnswer, eventsSchema } from '../../core/run/run-api.ts'
import type { Refused } from '../http/refused.ts'
import type { Reins } from '../reins.ts'
import { isLive, type Progress, type Run } from './run.ts'

type Taken = { kind: 'taken'; answer: EventsAnswer } | Refused

/** What happens in a run goes into its status comment; the answer is how a person's stop reaches the runner. */
export async function takeEvents({ runs, status }: Reins, run: Run, text: string): Promise<Taken> {
  if (!isLive(run)) return { kind: 'taken', answer: { stop: `The run is ${run.state}.` } }
  const parsed = parse(text)
  if (typeof parsed === 'string') return { kind: 'refused', status: 400, error: parsed }
  const now = await runs.update(run.key, ({ progress }) => ({ progress: parsed.reduce(advance, progress) }))
  if (parsed.some(({ type }) => type === 'phase')) status.progressed(now, 'phase')
  else if (parsed.some(({ type }) => type === 'turn')) status.progressed(now, 'turn')
  return { kind: 'taken', answer: { stop: now.stop } }
}

function advance(progress: Progress, event: RunEvent): Progress {
  if (event.type === 'phase') return { ...progress, phase: event.phase }
  if (event.type === 'turn') return { ...progress, turn: { number: event.turn, say: event.say } }
  return progress
}

function parse(text: string): RunEvent[] | string {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return `The events are not JSON: ${(error as Error).message}.`
  }
  const parsed = eventsSchema.safeParse(json)
  return parsed.success
    ? parsed.data.events.map(({ event }) => event)
    : `The events do not fit: ${z.prettifyError(parsed.error)}`
}
