import { createHash } from 'node:crypto'
import type { ApprovalsCheck } from '../../core/say/approvals-check.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { newestCheckRun } from '../github/newest-check-run.ts'

type Given = {
  sha: string
  appId: number
  check: ApprovalsCheck
  /** `external_id` of a check run that says this, signed: what somebody else made up is never left alone. */
  checkId: (content: string) => string
}

/**
 * The one check run `approvals` of a commit: made when there is none, changed in place when it says something else, left
 * alone when it says the same. One read, at most one write.
 */
export async function putCheck(
  client: RepositoryClient,
  { sha, appId, check, checkId }: Given,
): Promise<void> {
  const { octokit, at } = client
  const { name, conclusion, title, summary } = check
  const there = await newestCheckRun(client, { sha, name, appId })
  const content = createHash('sha256')
    .update(JSON.stringify([conclusion, title, summary]))
    .digest('hex')
  const external_id = checkId(content)
  if (there?.external_id === external_id && there.conclusion === conclusion) return
  const body = { ...at, external_id, status: 'completed', conclusion, output: { title, summary } } as const
  if (there === null) await octokit.rest.checks.create({ ...body, name, head_sha: sha })
  else await octokit.rest.checks.update({ ...body, check_run_id: there.id })
}
