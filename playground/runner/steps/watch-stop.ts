import type { Job } from '../jobs/job.ts'

type Ended = { result: 'failure' | 'cancelled'; sentence: string }

/**
 * When a running step has to end: its time is up, or its job is interrupted and its `if`, asked again, no longer holds.
 * A step that began after the interruption (`always()`) goes on until the job is ended for good.
 */
export function watchStop(
  job: Job,
  options: { wanted: () => boolean; outer: AbortSignal | null; limit: number | null },
): { signal: AbortSignal; why: () => Ended | null; release: () => void } {
  const own = new AbortController()
  let ended: Ended | null = null
  const stop = (why: Ended) => {
    ended ??= why
    own.abort()
  }
  const cancelled: Ended = { result: 'cancelled', sentence: 'The operation was canceled.' }
  const onInterrupt = () => {
    if (!options.wanted()) stop(cancelled)
  }
  const onEnd = () => stop(cancelled)
  job.interrupted.addEventListener('abort', onInterrupt)
  job.ended.addEventListener('abort', onEnd)
  options.outer?.addEventListener('abort', onEnd)
  if (job.ended.aborted || options.outer?.aborted) onEnd()
  const { limit } = options
  const timer =
    limit === null
      ? undefined
      : setTimeout(
          () => stop({ result: 'failure', sentence: `The action has timed out after ${limit} minutes.` }),
          limit * 60_000,
        )
  return {
    signal: own.signal,
    why: () => ended,
    release() {
      clearTimeout(timer)
      job.interrupted.removeEventListener('abort', onInterrupt)
      job.ended.removeEventListener('abort', onEnd)
      options.outer?.removeEventListener('abort', onEnd)
    },
  }
}
