import { isLive, type Run } from '../runs/run.ts'
import type { Ledger } from './ledger.ts'
import { modelsOf } from './models-of.ts'

/** The ledger of runs that a process remembers. */
export function ledgerOfRuns(all: () => Iterable<Run>): Ledger {
  return async ({ from, until, most }) =>
    [...all()]
      .map(toRunCost)
      .filter(({ startedAt }) => startedAt >= from && startedAt < until)
      .sort((a, b) => a.startedAt - b.startedAt)
      .slice(0, most)
}

function toRunCost(run: Run) {
  const { repository, issue, request, model, roles } = run.assignment
  return {
    run: run.key,
    repository: { id: repository.id, name: `${repository.owner}/${repository.name}` },
    issue: issue.number,
    person: request.actor,
    model: modelsOf(model, roles),
    startedAt: run.history[0]?.at ?? 0,
    endedAt: isLive(run) ? null : (run.history.at(-1)?.at ?? null),
    state: run.state,
    conclusion: run.result?.conclusion ?? null,
    usage: run.usage,
  }
}
