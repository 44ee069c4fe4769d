import type { RunCost } from '../../core/ledger/ledger.ts'
import { modelsOf } from '../ledger/models-of.ts'
import { isLive, type Run } from './run.ts'

/** What never changes of a run, and what does. */
export type Frozen = Pick<Run, 'key' | 'installation' | 'assignment' | 'rules' | 'trace'>
export type Changing = Omit<Run, keyof Frozen>

export function toFrozen({ key, installation, assignment, rules, trace }: Run): Frozen {
  return { key, installation, assignment, rules, trace }
}

export function toChanging({ key, installation, assignment, rules, trace, ...changing }: Run): Changing {
  return changing
}

/** "2026-11", UTC: the month a run was started in, and counts in. */
export function startedIn({ history }: Pick<Run, 'history'>): string {
  return new Date(history[0]?.at ?? 0).toISOString().slice(0, 7)
}

export function toRunCost(run: Run): RunCost {
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
