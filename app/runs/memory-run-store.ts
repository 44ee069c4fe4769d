import type { Spending } from '../../core/run/decision.ts'
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

export type MemoryRunStore = RunStore & {
  /** Those that are remembered, oldest first. */
  all: () => Iterable<Run>
}

/** Runs that live as long as the process. */
export function createMemoryRunStore({ now, onMove, keep = 500, keepReports = 50 }: Options): MemoryRunStore {
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
    forgotten.set(of, (forgotten.get(of) ?? 0) + taken(run))
    runs.delete(run.key)
  }
  const find = (match: (run: Run) => boolean) => [...runs.values()].filter(match)
  const create = (run: Run) => {
    if (runs.has(run.key)) throw new Error(`There is a run ${run.key} already.`)
    const ended = find((one) => !isLive(one))
    for (const old of ended.slice(0, -keepReports))
      if (old.result !== null)
        runs.set(old.key, { ...old, result: { ...old.result, report: null, unread: null } })
    for (const old of ended.slice(0, -keep)) forget(old)
    runs.set(run.key, run)
  }
  const spending = (repository: number, month: string): Spending => {
    const own = find((run) => run.assignment.repository.id === repository)
    const live = own.filter(isLive)
    const ended = own.filter((run) => !isLive(run) && startedIn(run) === month)
    return {
      spent: sum(ended.map(taken)) + (forgotten.get(`${repository} ${month}`) ?? 0),
      reserved: sum(live.map((run) => Math.max(run.assignment.limits.cost, taken(run)))),
      live: live.length,
    }
  }
  const committed = (repository: number, month: string) => {
    const runs = find((run) => run.assignment.repository.id === repository && startedIn(run) === month)
    return sum(runs.map(taken)) + (forgotten.get(`${repository} ${month}`) ?? 0)
  }

  return {
    create: async (run) => create(run),
    async admit(repository, month, make) {
      const run = make(spending(repository, month))
      if (run !== null) create(run)
      return run
    },
    get: async (key) => runs.get(key) ?? null,
    byToken: async (tokenHash) => find((run) => run.token?.hash === tokenHash)[0] ?? null,
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
    all: () => runs.values(),
    spending: async (repository, month) => spending(repository, month),
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
      const ofMonth = () => committed(run.assignment.repository.id, startedIn(run))
      const next = { ...run, ...patch(run, ofMonth) }
      runs.set(key, next)
      return next
    },
  }
}

/** What a run took, and what its calls under way may take. */
function taken({ usage, reserved }: Run): number {
  return usage.cost + reserved
}

function startedIn({ history }: Run): string {
  return new Date(history[0]?.at ?? 0).toISOString().slice(0, 7)
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
