import type { Request } from '../../core/command/request.ts'
import type { Permission } from '../../core/harness/harness.ts'
import type { Situation } from '../../core/run/decision.ts'
import type { Reins } from '../reins.ts'
import { ofInstallation } from '../runs/of-installation.ts'
import { plansOf } from '../runs/plans-of.ts'
import { toView } from '../runs/run.ts'

export type Known = {
  request: Request
  permission: Permission
  /** Of the default branch. */
  head: string
  loaded: Pick<Situation, 'harness' | 'workflow'>
}

/** Everything that is decided on, from what was read and what the app knows of runs. */
export async function toSituation(
  reins: Reins,
  { request, permission, head, loaded }: Known,
): Promise<Situation> {
  const place = { repository: request.repository.id, issue: request.subject.number }
  const [runs, spending, denied] = await Promise.all([
    ofInstallation(reins.runs, request.installation).ofIssue(place.repository, place.issue),
    reins.runs.spending(place.repository, monthOf(reins.now())),
    reins.denials.of(place),
  ])
  return {
    request,
    permission,
    base: { ref: request.repository.defaultBranch, sha: head },
    ...loaded,
    models: reins.config.models.map(({ name }) => name),
    plans: plansOf(runs),
    runs: [...runs.map(toView), ...denied],
    spending,
  }
}

/** "2026-11", UTC. */
export function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7)
}
