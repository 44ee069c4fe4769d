import { LEAST_QUOTA, QUOTA_RESERVE, type Urgency } from './limits.ts'

/** What GitHub's headers say of the hourly quota; `reset` by our own clock, milliseconds. */
export type QuotaSeen = { limit: number | null; remaining: number; reset: number }

export type Quota = {
  roomAt: (urgency: Urgency, now: number) => number
  /** @returns a mark to be given back with the answer. */
  begin: () => number
  /** `seen` is null when the answer did not come, or says nothing. */
  end: (mark: number, seen: QuotaSeen | null, now: number) => void
  view: (now: number) => { limit: number; remaining: number; reset: number } | null
  isIdle: (now: number) => boolean
}

/** Answers of one hour may differ in its end by a second or two. Milliseconds. */
const SAME_HOUR = 10_000

/**
 * The hourly quota as far as GitHub has told. What is known is never more than what is left: of what is under way, and of
 * what was answered while an answer was on its way, GitHub may not have counted anything in it yet.
 */
export function createQuota(): Quota {
  let known: { limit: number; remaining: number; reset: number } | null = null
  let underWay = 0
  let answered = 0

  const current = (now: number) => (known !== null && known.reset > now ? known : null)

  return {
    roomAt(urgency, now) {
      const quota = current(now)
      if (quota === null) return now
      const reserve = urgency === 'urgent' ? 0 : Math.floor(quota.limit * QUOTA_RESERVE)
      if (quota.remaining > reserve) return now
      return underWay > 0 ? Number.POSITIVE_INFINITY : quota.reset
    },
    begin() {
      underWay++
      if (known !== null) known.remaining--
      return answered
    },
    end(mark, seen, now) {
      underWay--
      const meanwhile = answered - mark
      answered++
      if (seen === null) return
      const before = current(now)
      if (before !== null && seen.reset < before.reset - SAME_HOUR) return
      known = {
        limit: seen.limit ?? before?.limit ?? LEAST_QUOTA,
        remaining: seen.remaining - underWay - meanwhile,
        reset: seen.reset,
      }
    },
    view(now) {
      const quota = current(now)
      return quota === null ? null : { ...quota, remaining: Math.max(0, quota.remaining) }
    },
    isIdle: (now) => underWay === 0 && current(now) === null,
  }
}
