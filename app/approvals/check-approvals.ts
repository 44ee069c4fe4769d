import { CODEOWNERS_PATHS } from '../../core/approvals/codeowners.ts'
import { type ApprovalsCheck, approvalsUnknown } from '../../core/say/approvals-check.ts'
import { defuseLine } from '../../core/say/defuse.ts'
import { joinApprovals, type OfPull } from '../../core/say/join-approvals.ts'
import { RULE_FILES } from '../commands/load-harness.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { readReviewState } from '../github/read-review-state.ts'
import { Unjudged } from '../judging/unjudged.ts'
import type { PullPlace } from '../pull-requests/place.ts'
import { type PullRequestRead, readPullRequest } from '../pull-requests/read-pull-request.ts'
import type { Reins } from '../reins.ts'
import { Behind } from './behind.ts'
import { judgePullRequest } from './judge-pull-request.ts'
import { putCheck } from './put-check.ts'

export type Asked = {
  place: PullPlace
  number: number
  baseRef: string
  head: string
  /** When GitHub said so, ISO 8601; what it shows from before is behind. Null: not known. */
  at: string | null
  /** A review that has to be among those GitHub shows. */
  review: { id: number; state: string } | null
}

/** More pull requests of one commit than this are not looked at one by one; then the check run does not pass. */
const MOST_TWINS = 5
/** GitHub's own parts may be a moment behind what it has told; milliseconds until it is asked again. */
const LOOK_AGAIN = [1_000, 3_000]

/**
 * Writes the check run `approvals` of a pull request's head. Required checks look at a commit, not at a pull request: it
 * speaks for every open one with that head, so a second one into an unguarded branch turns nothing green. One after the
 * other for one head; of several that wait, the last one sees what the others would have. What cannot be judged does not
 * pass.
 *
 * @throws what GitHub answered when the check run could not be written.
 */
export async function checkApprovals(reins: Reins, asked: Asked): Promise<void> {
  const { place, number, head } = asked
  const { id: repository } = place.repository
  const turn = reins.approvalsBoard.begin({ repository, number }, head, { again: true })
  const moved = await reins.approvalsBoard.inTurn(repository, head, async () => {
    if (!turn?.current()) return null
    const permissions = { contents: 'read', pull_requests: 'read', checks: 'write' } as const
    const client = await reins.clients(place, permissions, { urgency: 'background' })
    const judged = await judgeInTime(reins, client, asked)
    if (judged.kind === 'check')
      await putCheck(client, {
        sha: head,
        appId: reins.config.appId,
        check: judged.check,
        checkId: (run) => reins.marks.checkId({ run, repository, place: head }),
      })
    return judged.kind === 'moved' && turn.current() ? judged : null
  })
  if (moved) await checkApprovals(reins, { ...asked, head: moved.head, at: null })
}

type Outcome = { kind: 'check'; check: ApprovalsCheck } | { kind: 'moved'; head: string } | { kind: 'closed' }

async function judgeInTime(reins: Reins, client: RepositoryClient, asked: Asked): Promise<Outcome> {
  for (let look = 0; ; look++) {
    try {
      const last = look === LOOK_AGAIN.length
      return await judgeAll(reins, client, last ? await withoutInventions(reins, client, asked) : asked)
    } catch (error) {
      const wait = isBehind(error) ? LOOK_AGAIN[look] : undefined
      if (wait === undefined) return { kind: 'check', check: broken(reins, error, asked) }
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}

/**
 * What GitHub still does not show may never have been there: a head is taken as it is shown then, and a review that nobody
 * wrote is not waited for. One that is there, and is not among the others yet, keeps the check run from passing.
 */
async function withoutInventions(reins: Reins, client: RepositoryClient, asked: Asked): Promise<Asked> {
  const { number, review } = asked
  const known = review === null || (await readReviewState(client, number, review.id)) === review.state
  if (!known) reins.log.warn({ pull: number, review }, 'says what GitHub does not know')
  return { ...asked, at: null, review: known ? review : null }
}

/** What is not there yet; a limit or a failure of GitHub was waited for already. */
function isBehind(error: unknown): boolean {
  const { status } = error as { status?: number }
  return error instanceof Behind || status === 404 || status === 409 || status === 422
}

async function judgeAll(reins: Reins, client: RepositoryClient, asked: Asked): Promise<Outcome> {
  const read = await readPullRequest(client, { ...asked, files: FILES })
  if (!read?.facts.open) return { kind: 'closed' }
  if (read.facts.head !== asked.head) {
    if (asked.at !== null && read.facts.updatedAt < asked.at) throw new Behind(`the head ${asked.head}`)
    return { kind: 'moved', head: read.facts.head }
  }
  const judge = async (one: PullRequestRead, review: Asked['review']): Promise<OfPull> => {
    const check = await judgePullRequest(reins, client, { place: asked.place, read: one, review })
    return { number: one.facts.number, baseRef: one.facts.baseRef, check }
  }
  const checks = [await judge(read, asked.review)]
  for (const twin of read.twins.slice(0, MOST_TWINS)) {
    const other = await readPullRequest(client, { ...twin, files: FILES })
    if (other?.facts.open && other.facts.head === asked.head) checks.push(await judge(other, null))
  }
  return { kind: 'check', check: joinApprovals(checks, read.twins.length > MOST_TWINS) }
}

const FILES = [...RULE_FILES, ...CODEOWNERS_PATHS]

/** An approval that stood there before must not go on standing when nobody knows whether it still holds. */
function broken(reins: Reins, error: unknown, { number, head }: Asked): ApprovalsCheck {
  reins.log.error({ err: error, pull: number, head }, 'approvals could not be judged')
  const { serverUrl: server } = reins.config.github
  if (error instanceof Unjudged)
    return approvalsUnknown('Could not be judged', defuseLine(error.message, { server, most: 1_000 }))
  const { status, message } = error as { status?: number; message?: string }
  const said = `${status === undefined ? '' : `${status}: `}${message ?? String(error)}`
  const why = defuseLine(said, { server, most: 500 })
  return approvalsUnknown(
    'Could not be judged',
    `GitHub could not be read (${why}), so nobody can say who has approved. Run this check again in a few minutes.`,
  )
}
