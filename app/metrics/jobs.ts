import { Counter, Histogram, type Registry } from 'prom-client'
import { oneOf } from './bounded-labels.ts'
import { BUCKETS } from './buckets.ts'

export type JobMetrics = {
  /** @param waited Seconds since it was stored; null: not known. */
  started: (event: string, waited: number | null) => void
  ended: (event: string, outcome: 'ok' | 'failed', seconds: number) => void
  /** It failed, and is not tried again. */
  dead: (event: string) => void
}

/** A job is the work of one delivery; one that is tried again starts again. */
export function jobMetrics(register: Registry, events: ReadonlySet<string>): JobMetrics {
  const registers = [register]
  const started = new Counter({
    ...{ name: 'reins_jobs_started_total', help: 'Work on deliveries that began.' },
    ...{ labelNames: ['event'] as const, registers },
  })
  const ended = new Counter({
    ...{ name: 'reins_jobs_ended_total', help: 'Work on deliveries that ended, each try of its own.' },
    ...{ labelNames: ['event', 'outcome'] as const, registers },
  })
  const dead = new Counter({
    ...{ name: 'reins_jobs_dead_total', help: 'Deliveries whose work failed for the last time.' },
    ...{ labelNames: ['event'] as const, registers },
  })
  const took = new Histogram({
    ...{ name: 'reins_job_seconds', help: 'Work on one delivery.' },
    ...{ labelNames: ['event'] as const, buckets: [...BUCKETS.work], registers },
  })
  const wait = new Histogram({
    ...{ name: 'reins_queue_wait_seconds', help: 'From a stored delivery to the beginning of its work.' },
    ...{ buckets: [...BUCKETS.answer, ...BUCKETS.work.filter((one) => one > 10)], registers },
  })
  const toEvent = oneOf(events)
  return {
    started(event, waited) {
      started.inc({ event: toEvent(event) })
      if (waited !== null) wait.observe(waited)
    },
    ended(event, outcome, seconds) {
      ended.inc({ event: toEvent(event), outcome })
      took.observe({ event: toEvent(event) }, seconds)
    },
    dead: (event) => dead.inc({ event: toEvent(event) }),
  }
}
