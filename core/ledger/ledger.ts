import { addUsage, noUsage, type Usage } from '../run/usage.ts'

/** One run, as it is accounted for. Times are milliseconds since 1970. */
export type RunCost = {
  run: string
  repository: { id: number; name: string }
  issue: number
  /** Login. */
  person: string
  /** All that it was assigned: "gpt-5.5", or "gpt-5.5 + gpt-5.5-mini" when its roles have models of their own. */
  model: string
  startedAt: number
  /** Null: it is under way. */
  endedAt: number | null
  state: string
  conclusion: string | null
  usage: Usage
}

export const LEDGER_BY = ['run', 'repository', 'person', 'model', 'day'] as const
export type LedgerBy = (typeof LEDGER_BY)[number]

export type Cell = string | number | null
/** The first row names the columns. */
export type Table = Cell[][]

const USAGE = ['requests', 'input_tokens', 'cached_tokens', 'output_tokens', 'cost_usd']

/** What runs took, run by run or summed; a run counts on the day it was started, UTC. */
export function toLedger(runs: RunCost[], by: LedgerBy): Table {
  return by === 'run' ? eachRun(runs) : summed(runs, by)
}

function eachRun(runs: RunCost[]): Table {
  const head = ['run', 'repository', 'repository_id', 'issue', 'person', 'model', 'started_at', 'ended_at']
  return [
    [...head, 'state', 'conclusion', ...USAGE],
    ...[...runs]
      .sort((a, b) => a.startedAt - b.startedAt || (a.run < b.run ? -1 : 1))
      .map(({ run, repository, issue, person, model, startedAt, endedAt, state, conclusion, usage }) => [
        ...[run, repository.name, repository.id, issue, person, model],
        ...[iso(startedAt), endedAt === null ? null : iso(endedAt), state, conclusion],
        ...usageCells(usage),
      ]),
  ]
}

/** Dearest first, days in their order. A repository keeps its number when it is renamed, and has its newest name. */
function summed(runs: RunCost[], by: Exclude<LedgerBy, 'run'>): Table {
  const groups = new Map<string | number, { name: string; newest: number; runs: number; usage: Usage }>()
  for (const run of runs) {
    const { key, name } = groupOf(run, by)
    const group = groups.get(key) ?? { name, newest: run.startedAt, runs: 0, usage: noUsage }
    const newer = run.startedAt >= group.newest
    groups.set(key, {
      ...(newer ? { name, newest: run.startedAt } : { name: group.name, newest: group.newest }),
      runs: group.runs + 1,
      usage: addUsage(group.usage, run.usage),
    })
  }
  const rows = [...groups].sort(([, a], [, b]) =>
    by === 'day' || a.usage.cost === b.usage.cost ? (a.name < b.name ? -1 : 1) : b.usage.cost - a.usage.cost,
  )
  const names = by === 'repository' ? ['repository', 'repository_id'] : [by]
  return [
    [...names, 'runs', ...USAGE],
    ...rows.map(([key, { name, runs: count, usage }]) => [
      ...(by === 'repository' ? [name, key] : [name]),
      ...[count, ...usageCells(usage)],
    ]),
  ]
}

function groupOf(run: RunCost, by: Exclude<LedgerBy, 'run'>): { key: string | number; name: string } {
  if (by === 'repository') return { key: run.repository.id, name: run.repository.name }
  // Logins are the same in any case.
  if (by === 'person') return { key: run.person.toLowerCase(), name: run.person }
  const key = by === 'model' ? run.model : iso(run.startedAt).slice(0, 10)
  return { key, name: key }
}

/** Cost to a millionth: what lies below comes from adding binary fractions. */
function usageCells({ requests, inputTokens, cachedTokens, outputTokens, cost }: Usage): number[] {
  return [requests, inputTokens, cachedTokens, outputTokens, Math.round(cost * 1e6) / 1e6]
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
