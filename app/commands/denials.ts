import type { RunView } from '../../core/run/decision.ts'

/** Who was told on which issue that they may not: once is enough. Remembers the newest few thousand. */
export type Denials = {
  of: (place: Place) => RunView[]
  add: (place: Place, login: string, at: number) => void
}
type Place = { repository: number; issue: number }

const MOST = 5_000

export function createDenials(): Denials {
  const told = new Map<string, RunView[]>()
  const keyOf = ({ repository, issue }: Place) => `${repository}#${issue}`
  return {
    of: (place) => told.get(keyOf(place)) ?? [],
    add(place, login, at) {
      const when = new Date(at).toISOString()
      const denied: RunView = {
        key: '',
        state: 'denied',
        actor: login,
        startedAt: when,
        endedAt: when,
        workflowUrl: null,
        pullRequestUrl: null,
        conclusion: null,
        cause: 'no permission',
      }
      const before = told.get(keyOf(place)) ?? []
      told.delete(keyOf(place))
      told.set(keyOf(place), [denied, ...before].slice(0, 100))
      const [oldest] = told.keys()
      if (told.size > MOST && oldest !== undefined) told.delete(oldest)
    },
  }
}
