import type { Harness } from '../../core/harness/harness.ts'
import type { Changes } from '../../core/run/changes.ts'
import type { Publication } from '../../core/run/publication.ts'
import type { Report } from '../../core/run/report.ts'
import { type Review, toReview } from '../../core/say/review.ts'
import type { Once } from '../effects/steps.ts'
import { writeCheckRun } from '../github/check-run.ts'
import { commitChanges } from '../github/commit-changes.ts'
import {
  createPullRequest,
  findPullRequest,
  listPatches,
  type PullRequest,
} from '../github/create-pull-request.ts'
import { createReview, findReview } from '../github/create-review.ts'
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
  /** Whether a pull request's description is the one we write. */
  isOurRequest: (body: string) => boolean
  /** Our login on GitHub. */
  self: () => Promise<string>
  /** Each write, by its name within the run. */
  once: Once
}

/** What stands on GitHub so far: told when a later step fails, so that nothing is half said. */
export type Written = { branch: string | null; pullRequest: PullRequest | null; checkRun: boolean }

/**
 * Writes one publication: branch and commit, draft pull request, review, check run; six writes with the status comment,
 * and one more for every 50 annotations. Without a pull request only the check run, on the base commit.
 * `written` grows as it goes. Begun again, each write that was made is taken as it is, and the next one follows.
 */
export async function writePublication(
  client: RepositoryClient,
  { run, publication, changes, base, remarks, server, once, ...of }: Writing,
  written: Written,
): Promise<void> {
  const { assignment } = run
  const { commit, pullRequest, branch, conclusion, checkRun: output } = publication
  const check = { conclusion, detailsUrl: run.workflowRun?.url ?? null, output }
  if (commit === null || pullRequest === null) {
    const { sha } = assignment.base
    await writeCheckRun(client, { ...check, sha, externalId: of.checkId(sha) }, once)
    written.checkRun = true
    return
  }
  const committing = {
    branch,
    parent: assignment.base.sha,
    ...commit,
    changes,
    baseModes: new Map([...base].map(([path, { mode }]) => [path, mode])),
    onBranch: () => {
      written.branch = branch
    },
  }
  const { sha } = await commitChanges(client, committing, once)
  const { title, body } = pullRequest
  const pull = await once('pull request', {
    look: () => findPullRequest(client, { head: branch, isOurs: of.isOurRequest }),
    make: () => createPullRequest(client, { title, body, head: branch, base: assignment.base.ref }),
  })
  written.pullRequest = pull
  const { number } = pull
  const { comments } = assignment.harness.review
  if (remarks.findings.length + remarks.doubts.length > 0)
    await once('review', {
      look: async () => findReview(client, { number, sha, by: await of.self() }),
      async make() {
        const review = await reviewOf(client, { number, remarks, comments, server })
        return review === null ? NONE : createReview(client, { ...review, number, sha })
      },
    })
  // Last: a green check run says that everything before it is there.
  await writeCheckRun(client, { ...check, sha, externalId: of.checkId(sha) }, once)
  written.checkRun = true
}

/** There was nothing to say at a line. */
const NONE = 0

type Reviewing = { number: number; comments: Harness['review']['comments'] } & Pick<
  Writing,
  'remarks' | 'server'
>

/** The lines GitHub lets us comment on stand in its own patches. */
async function reviewOf(
  client: RepositoryClient,
  { number, remarks, comments, server }: Reviewing,
): Promise<Review | null> {
  return toReview({ ...remarks, patches: await listPatches(client, number), comments, server })
}
