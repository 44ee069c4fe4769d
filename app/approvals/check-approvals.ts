import { CODEOWNERS_PATHS } from '../../core/approvals/codeowners.ts'
import { joinApprovals } from '../../core/say/join-approvals.ts'
import type { Place, RepositoryClient } from '../github/installation.ts'
import { readPullRequest } from '../pull-requests/read-pull-request.ts'
import type { Reins } from '../reins.ts'
import { type Judged, judgePullRequest, type PullRequestSoFar } from './judge-pull-request.ts'
import { putCheck } from './put-check.ts'

/** More pull requests of one commit than this are not looked at one by one; then the check run does not pass. */
const MOST_SIBLINGS = 5

/**
 * Writes the check run `approvals` of a pull request's head. Required checks look at a commit, not at a pull request: so
 * it speaks for every open one with that head, and a second one into an unguarded branch turns nothing green.
 */
export async function checkApprovals(
  reins: Reins,
  at: { client: RepositoryClient; place: Place },
  pull: PullRequestSoFar,
): Promise<void> {
  const own = await judgePullRequest(reins, at, pull)
  const judged = [own]
  for (const number of own.siblings.slice(0, MOST_SIBLINGS)) {
    const read = await readPullRequest(at.client, {
      number,
      baseRef: own.facts.baseRef,
      files: CODEOWNERS_PATHS,
    })
    if (read?.facts.open && read.facts.head === own.facts.head)
      judged.push(await judgePullRequest(reins, at, read))
  }
  const check = joinApprovals(judged.map(toPart), own.siblings.length > MOST_SIBLINGS)
  await putCheck(at.client, { sha: own.facts.head, appId: reins.config.appId, check })
}

function toPart({ facts, check }: Judged) {
  return { number: facts.number, baseRef: facts.baseRef, check }
}
