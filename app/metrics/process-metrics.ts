import { collectDefaultMetrics, Registry } from 'prom-client'

let known: Registry | null = null

/** Memory, processor, file descriptors, garbage collection and event loop delay: of this process, so made once in it. */
export function processMetrics(): Registry {
  if (known !== null) return known
  known = new Registry()
  collectDefaultMetrics({ register: known, prefix: 'reins_' })
  return known
}
