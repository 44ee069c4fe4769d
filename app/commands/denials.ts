import type { RunView } from '../../core/run/decision.ts'
import type { Queries } from '../store/database.ts'

/** Who was told on which issue that they may not: once is enough. */
export type Denials = {
  /** Newest first. */
  of: (place: Place) => Promise<RunView[]>
  add: (place: Place, login: string, at: number) => Promise<void>
}
type Place = { repository: number; issue: number }

/** Of one issue; the newest. */
const MOST = 100

export function createDenials({ query }: Queries): Denials {
  return {
    async of({ repository, issue }) {
      const rows = await query<{ login: string; at: number }>(
        `SELECT login, at FROM reins.denials WHERE repository = $1 AND issue = $2 ORDER BY at DESC LIMIT ${MOST}`,
        [repository, issue],
      )
      return rows.map(toView)
    },
    async add({ repository, issue }, login, at) {
      await query('INSERT INTO reins.denials (repository, issue, login, at) VALUES ($1, $2, $3, $4)', [
        repository,
        issue,
        login,
        at,
      ])
    },
  }
}

function toView({ login, at }: { login: string; at: number }): RunView {
  const when = new Date(at).toISOString()
  return {
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
}
