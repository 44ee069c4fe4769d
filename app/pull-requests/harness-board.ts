import type { StandingCheck } from '../github/put-check-run.ts'

export type Subject = { repository: number; number: number }

/** One judgement of one head of a pull request. */
export type Turn = {
  /** Whether it is still wanted: no newer push, and nobody asked again. */
  current: () => boolean
  /** It came to nothing: the same head may be judged again. */
  forget: () => void
}

/**
 * Which head of each pull request is judged, so that several events of one push make one check run, and a newer push
 * takes the turn of an older one. Remembers the newest few thousand.
 */
export type HarnessBoard = {
  /** @returns null when this head has its turn already; `again` gives it a new one. */
  begin: (subject: Subject, head: string, asked: { again: boolean }) => Turn | null
  /** Work on one head at a time, and no more heads side by side than there is room for. */
  inTurn: <T>(repository: number, head: string, work: () => Promise<T>) => Promise<T>
  checkOf: (repository: number, head: string) => StandingCheck | null
  keepCheck: (repository: number, head: string, check: StandingCheck) => void
  /** How it stands is not known any more: GitHub has to be asked. */
  forgetCheck: (repository: number, head: string) => void
}

const MOST = 5_000
/** GitHub allows 100 requests at a time; a judgement makes two side by side. */
const SIDE_BY_SIDE = 20

export function createHarnessBoard(): HarnessBoard {
  const turns = new Map<string, { head: string; forgotten: boolean }>()
  const checks = new Map<string, StandingCheck>()
  const heads = new Map<string, Promise<unknown>>()
  const room = createRoom(SIDE_BY_SIDE)
  return {
    begin({ repository, number }, head, { again }) {
      const key = `${repository}#${number}`
      const last = turns.get(key)
      if (last?.head === head && !last.forgotten && !again) return null
      const mine = { head, forgotten: false }
      keep(turns, key, mine)
      return {
        current: () => turns.get(key) === mine,
        forget() {
          mine.forgotten = true
        },
      }
    },
    async inTurn(repository, head, work) {
      const key = `${repository}@${head}`
      const before = heads.get(key) ?? Promise.resolve()
      const mine = before.then(() => room(work))
      const ended = mine.catch(() => undefined) // Who waits for the turn does not mind how it ended.
      heads.set(key, ended)
      try {
        return await mine
      } finally {
        if (heads.get(key) === ended) heads.delete(key)
      }
    },
    checkOf: (repository, head) => checks.get(`${repository}@${head}`) ?? null,
    keepCheck: (repository, head, check) => keep(checks, `${repository}@${head}`, check),
    forgetCheck: (repository, head) => void checks.delete(`${repository}@${head}`),
  }
}

/** Sets it as the newest, and forgets the oldest. */
function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > MOST && oldest !== undefined) map.delete(oldest)
}

function createRoom(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let taken = 0
  return async (work) => {
    if (taken === places) await new Promise<void>((resolve) => waiting.push(resolve))
    else taken++
    try {
      return await work()
    } finally {
      // Who waits takes the place as it is; otherwise it is free.
      const next = waiting.shift()
      if (next) next()
      else taken--
    }
  }
}
