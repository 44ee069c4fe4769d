import type { Run } from './call.ts'

/** When a job is interrupted: its run is cancelled and its own `if`, asked again, no longer holds; or its time is up. */
export function interruptible(run: Run, options: { wanted: () => boolean; limit: number }) {
  const interrupted = new AbortController()
  const ended = new AbortController()
  let why: 'cancelled' | 'timed_out' | null = null
  let last: NodeJS.Timeout | undefined
  const interrupt = (reason: 'cancelled' | 'timed_out') => {
    if (why !== null) return
    why = reason
    last = setTimeout(() => ended.abort(), run.settings.timing.cancel)
    interrupted.abort()
  }
  const onCancel = () => {
    if (!options.wanted()) interrupt('cancelled')
  }
  run.cancelled.addEventListener('abort', onCancel)
  if (run.cancelled.aborted) onCancel()
  // Timers count 32 bits of milliseconds at most; a job never runs for 24 days.
  const timer = setTimeout(() => interrupt('timed_out'), Math.min(options.limit * 60_000, 2 ** 31 - 1))
  return {
    interrupted: interrupted.signal,
    ended: ended.signal,
    why: () => why,
    release() {
      clearTimeout(timer)
      clearTimeout(last)
      run.cancelled.removeEventListener('abort', onCancel)
    },
  }
}
