import type { Harness } from '../../core/harness/harness.ts'
import type { Changes } from '../../core/run/changes.ts'
import type { Publication } from '../../core/run/publication.ts'
import type { Report } from '../../core/run/report.ts'
import { type Review, toReview } from '../../core/say/review.ts'
import { writeCheckRun } from '../github/check-run.ts'
import { commitChanges } from '../github/commit-changes.ts'
import { createPullRequest, listPatches, type PullRequest } from '../github/create-pull-request.ts'
import { createReview } from '../github/create-review.ts'
import type { RepositoryClient } from '../github/installation.ts'
import type { Run } from '../runs/run.ts'
import type { BaseFiles } from './read-changed.ts'

export type Writing = {
  run: Run
  publication: Publication
  /** What goes into the commit. */
  changes: Changes
  base: BaseFiles
  remarks: Pick<Report, 'findings' | 'doubts'>
  server: string
  /** `external_id` of the check run, by the commit it stands on. */
  checkId: (sha: string) => string
}

/** What stands on GitHub so far: told when a later step fails, so that nothing is half said. */
export type Written = { branch: string | null; pullRequest: PullRequest | null; checkRun: boolean }

/**
 * Writes one publication: branch and commit, draft pull request, review, check run; six writes with the status comment,
 * and one more for every 50 annotations. Without a pull request only the check run, on the base commit.
 * `written` grows as it goes.
 */
export async function writePublication(
  client: RepositoryClient,
  { run, publication, changes, base, remarks, server, checkId }: Writing,
  written: Written,
): Promise<void> {
  const { assignment } = run
  const { commit, pullRequest, branch, conclusion, checkRun: output } = publication
  const check = { conclusion, detailsUrl: run.workflowRun?.url ?? null, output }
  if (commit === null || pullRequest === null) {
    const { sha } = assignment.base
    await writeCheckRun(client, { ...check, sha, externalId: checkId(sha) })
    written.checkRun = true
    return
  }
  const committed = await commitChanges(client, {
    branch,
    parent: assignment.base.sha,
    ...commit,
    changes,
    baseModes: new Map([...base].map(([path, { mode }]) => [path, mode])),
    onBranch: () => {
      written.branch = branch
    },
  })
  const { sha } = committed
  written.pullRequest = await createPullRequest(client, {
    title: pullRequest.title,
    body: pullRequest.body,
    head: branch,
    base: assignment.base.ref,
  })
  const { comments } = assignment.harness.review
  const review = await reviewOf(client, {
    number: written.pullRequest.number,
    remarks,
    comments,
    server,
  })
  if (review !== null) await createReview(client, { ...review, number: written.pullRequest.number, sha })
  // Last: a green check run says that everything before it is there.
  await writeCheckRun(client, { ...check, sha, externalId: checkId(sha) })
  written.checkRun = true
}

type Reviewing = { number: number; comments: Harness['review']['comments'] } & Pick<
  Writing,
  'remarks' | 'server'
>

/** The lines GitHub lets us comment on stand in its own patches. */
async function reviewOf(
  client: RepositoryClient,
  { number, remarks, comments, server }: Reviewing,
): Promise<Review | null> {
  if (remarks.findings.length + remarks.doubts.length === 0) return null
  return toReview({ ...remarks, patches: await listPatches(client, number), comments, server })
}
