import { isLive, type Run } from './run.ts'
import type { RunStore } from './run-store.ts'
import { transition } from './transition.ts'

type Options = {
  now: () => number
  onMove: (run: Run) => void
  /** Ended runs that are remembered, and of how many of them the reports: one may be 12 MB. */
  keep?: number
  keepReports?: number
}

/** Runs that live as long as the process. */
export function createMemoryRunStore({ now, onMove, keep = 500, keepReports = 50 }: Options): RunStore {
  /** In the order they were created. */
  const runs = new Map<string, Run>()

  const need = (key: string): Run => {
    const run = runs.get(key)
    if (!run) throw new Error(`There is no run ${key}.`)
    return run
  }
  /** What runs cost that are no longer remembered. */
  const forgotten = new Map<string, number>()
  const forget = (run: Run) => {
    const of = `${run.assignment.repository.id} ${startedIn(run)}`
    forgotten.set(of, (forgotten.get(of) ?? 0) + run.usage.cost)
    runs.delete(run.key)
  }
  const find = (match: (run: Run) => boolean) => [...runs.values()].filter(match)

  return {
    async create(run) {
      if (runs.has(run.key)) throw new Error(`There is a run ${run.key} already.`)
      const ended = find((one) => !isLive(one))
      for (const old of ended.slice(0, -keepReports))
        if (old.result !== null)
          runs.set(old.key, { ...old, result: { ...old.result, report: null, unread: null } })
      for (const old of ended.slice(0, -keep)) forget(old)
      runs.set(run.key, run)
    },
    get: async (key) => runs.get(key) ?? null,
    byToken: async (tokenHash) => find((run) => run.tokenHash === tokenHash)[0] ?? null,
    byWorkflowRun: async (repository, id) =>
      find((run) => run.assignment.repository.id === repository && run.workflowRun?.id === id)[0] ?? null,
    ofIssue: async (repository, issue) =>
      find(
        ({ assignment }) => assignment.repository.id === repository && assignment.issue.number === issue,
      ).reverse(),
    ofBranch: async (repository, branch) =>
      find(
        ({ assignment }) => assignment.repository.id === repository && assignment.branch === branch,
      ).reverse(),
    live: async () => find(isLive),
    async spending(repository, month) {
      const own = find((run) => run.assignment.repository.id === repository)
      const live = own.filter(isLive)
      const ended = own.filter((run) => !isLive(run) && startedIn(run) === month)
      return {
        spent: sum(ended.map(({ usage }) => usage.cost)) + (forgotten.get(`${repository} ${month}`) ?? 0),
        reserved: sum(live.map(({ assignment, usage }) => Math.max(assignment.limits.cost, usage.cost))),
        live: live.length,
      }
    },
    async move(key, move, patch = {}) {
      const moved = transition(need(key), { ...move, at: now() })
      if (moved.kind === 'refused') return moved
      const run = { ...moved.run, ...patch }
      runs.set(key, run)
      onMove(run)
      return { kind: 'moved', run }
    },
    async update(key, patch) {
      const run = need(key)
      const next = { ...run, ...patch(run) }
      runs.set(key, next)
      return next
    },
  }
}

function startedIn({ history }: Run): string {
  return new Date(history[0]?.at ?? 0).toISOString().slice(0, 7)
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
