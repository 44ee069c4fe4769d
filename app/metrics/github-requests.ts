import { Counter, type Registry } from 'prom-client'

export type GitHubMetrics = {
  /** One request, also one that is made again. @param status Null: no answer came. */
  request: (status: number | null) => void
}

export function githubMetrics(register: Registry): GitHubMetrics {
  const requests = new Counter({
    ...{ name: 'reins_github_requests_total', help: 'Requests to GitHub, by class of status.' },
    ...{ labelNames: ['status'] as const, registers: [register] },
  })
  return { request: (status) => requests.inc({ status: classOf(status) }) }
}

function classOf(status: number | null): string {
  return status !== null && status >= 100 && status < 600 ? `${Math.floor(status / 100)}xx` : 'none'
}
