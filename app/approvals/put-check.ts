import { createHash } from 'node:crypto'
import type { ApprovalsCheck } from '../../core/say/approvals-check.ts'
import type { RepositoryClient } from '../github/installation.ts'

/**
 * The one check run `approvals` of a commit: made when there is none, changed in place when it says something else, left
 * alone when it says the same. One read, at most one write.
 */
export async function putCheck(
  { octokit, at }: RepositoryClient,
  { sha, appId, check }: { sha: string; appId: number; check: ApprovalsCheck },
): Promise<void> {
  const { name, conclusion, title, summary } = check
  const { data } = await octokit.rest.checks.listForRef({
    ...at,
    ref: sha,
    check_name: name,
    app_id: appId,
    filter: 'latest',
    per_page: 1,
  })
  const external_id = createHash('sha256')
    .update(JSON.stringify([conclusion, title, summary]))
    .digest('hex')
  const [there] = data.check_runs
  if (there?.external_id === external_id && there.conclusion === conclusion) return
  const body = { ...at, external_id, status: 'completed', conclusion, output: { title, summary } } as const
  if (there === undefined) await octokit.rest.checks.create({ ...body, name, head_sha: sha })
  else await octokit.rest.checks.update({ ...body, check_run_id: there.id })
}
