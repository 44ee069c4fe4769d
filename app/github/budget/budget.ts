import { type Answer, type Ask, createAccount, type Account as Limited } from './account.ts'
import { type Clock, createLane, type Lane } from './lane.ts'
import { limitsFor } from './limits.ts'
import { RateLimited } from './rate-limited.ts'

/** Whose limits count: an installation's, by its id, or the App's own. */
export type Account = number | 'app'

/** One account as it stands, for metrics. Times in milliseconds; `quota` is null until GitHub has told it. */
export type AccountView = {
  account: Account
  quota: { limit: number; remaining: number; reset: number } | null
  pausedUntil: number | null
  waiting: { urgent: number; background: number }
  underWay: number
}

export type Budget = {
  /**
   * Resolves when the request may be sent, with what has to be called once it is answered. Rejects with RateLimited when
   * that is not before `deadline`. `cause`: why GitHub refused it before.
   */
  admit: (
    account: Account,
    ask: Ask,
    given: { deadline: number; cause?: unknown },
  ) => Promise<(answer: Answer) => void>
  snapshot: () => AccountView[]
  /** From now on only urgent requests wait. */
  close: () => void
}

/** So many accounts are kept before those that nothing is to be remembered of are let go. */
const MANY = 1_000

/** What the app may ask of GitHub. Every account has its own: what one waits for delays no other. */
export function createBudget({ clock, instances = 1 }: { clock: Clock; instances?: number }): Budget {
  const limits = limitsFor(instances)
  const accounts = new Map<Account, { limited: Limited; lane: Lane }>()
  let closed = false

  function accountOf(account: Account) {
    const known = accounts.get(account)
    if (known) return known
    if (accounts.size >= MANY) forget()
    const limited = createAccount(limits)
    const made = { limited, lane: createLane(limited, clock) }
    accounts.set(account, made)
    return made
  }

  function forget(): void {
    for (const [account, { limited, lane }] of accounts) {
      const { urgent, background } = lane.waiting()
      if (urgent + background === 0 && limited.isIdle(clock.now())) accounts.delete(account)
    }
  }

  return {
    admit: (account, ask, { deadline, cause = null }) =>
      new Promise((resolve, reject) => {
        accountOf(account).lane.enter({
          ask,
          deadline: closed && ask.urgency !== 'urgent' ? clock.now() : deadline,
          start: resolve,
          refuse: (after) => reject(new RateLimited(after, cause)),
        })
      }),
    snapshot: () =>
      [...accounts].map(([account, { limited, lane }]) => ({
        account,
        quota: limited.quota(clock.now()),
        pausedUntil: limited.pausedUntil(clock.now()),
        waiting: lane.waiting(),
        underWay: limited.underWay(),
      })),
    close() {
      closed = true
      for (const { lane } of accounts.values()) lane.hurry()
    },
  }
}

/** The clock of this machine. */
export const CLOCK: Clock = {
  now: () => Date.now(),
  after(ms, wake) {
    const timer = setTimeout(wake, ms)
    return () => clearTimeout(timer)
  },
}
