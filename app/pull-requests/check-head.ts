import { combineChecks, type OfPullRequest } from '../../core/say/combine-checks.ts'
import type { HarnessCheck } from '../../core/say/harness-check.ts'
import { givenUpCheck, unjudgedCheck } from '../../core/say/harness-trouble.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { findCheckRun, putCheckRun } from '../github/put-check-run.ts'
import type { Delivery } from '../inbox/inbox.ts'
import { Unjudged } from '../judging/unjudged.ts'
import type { Reins } from '../reins.ts'
import type { Turn } from './harness-board.ts'
import { type Asked, judgePullRequest } from './judge-pull-request.ts'
import type { PullPlace } from './place.ts'

export const CHECK_NAME = 'harness'
/** Other pull requests with the same head that are judged with it. */
const MOST_TWINS = 5

export type Checking = {
  place: PullPlace
  asked: Asked
  turn: Turn
  /** There may be a check run of this head from before this process. */
  again: boolean
  delivery: Delivery
}

/**
 * Judges a head and writes its one check run. A head that is no longer wanted is dropped before anything is written;
 * one that is not the head any more makes place for the one that is.
 *
 * @throws what GitHub answered when the check run could not be written.
 */
export async function checkHead(reins: Reins, checking: Checking): Promise<void> {
  const { place, asked, turn, delivery } = checking
  const { harnessBoard } = reins
  const moved = await harnessBoard.inTurn(place.repository.id, asked.head, async () => {
    try {
      if (!turn.current()) return reins.ignore(delivery, LATE)
      const permissions = { contents: 'read', pull_requests: 'read', checks: 'write' } as const
      const client = await reins.clients(place, permissions, { urgency: 'background' })
      const judged = await judge(reins, client, checking)
      if (!turn.current()) return reins.ignore(delivery, LATE)
      if (judged.kind === 'moved') return judged
      if (judged.kind === 'ignore') return reins.ignore(delivery, judged.reason)
      await write(reins, client, { ...checking, check: judged.check })
    } catch (error) {
      turn.forget()
      throw error
    }
  })
  if (!moved) return
  reins.ignore(delivery, 'the head moved on')
  // An old delivery may have taken the turn of a newer one.
  const subject = { repository: place.repository.id, number: asked.number }
  const next = harnessBoard.begin(subject, moved.head, { again: false })
  if (next === null) return
  const now = { number: asked.number, head: moved.head, baseRef: moved.baseRef, at: moved.at }
  await checkHead(reins, { ...checking, asked: now, turn: next })
}

const LATE = 'a newer push took its turn'

type Judged =
  | { kind: 'check'; check: HarnessCheck }
  | { kind: 'ignore'; reason: string }
  | { kind: 'moved'; head: string; baseRef: string; at: string }

/** GitHub's own parts may be a moment behind what it has told; milliseconds until it is asked again. */
const LOOK_AGAIN = [1_000, 3_000]

/** What GitHub does not give is a verdict too: without one, a check run of before would go on standing there. */
async function judge(reins: Reins, client: RepositoryClient, checking: Checking): Promise<Judged> {
  const { place, asked, turn } = checking
  for (let look = 0; ; look++) {
    try {
      // What was never there is not waited for twice: then the head that GitHub shows is the one that counts.
      const at = look < LOOK_AGAIN.length ? asked.at : null
      return await judgeAll(reins, client, { place, asked: { ...asked, at } })
    } catch (error) {
      const wait = isBehind(error) ? LOOK_AGAIN[look] : undefined
      if (wait !== undefined && turn.current()) {
        await new Promise((resolve) => setTimeout(resolve, wait))
        continue
      }
      turn.forget()
      const { serverUrl: server } = reins.config.github
      reins.log.error({ err: error, pull: asked.number }, 'not judged')
      const check =
        error instanceof Unjudged
          ? givenUpCheck({ why: error.message, server })
          : unjudgedCheck({ why: reasonOf(error), server })
      return { kind: 'check', check }
    }
  }
}

/** What is not there yet; a limit or a failure of GitHub was waited for already. */
function isBehind(error: unknown): boolean {
  const { status, name } = error as { status?: number; name?: string }
  return name === 'Behind' || status === 404 || status === 409 || status === 422
}

async function judgeAll(
  { config, now, texts: cache, judges, parents, changes }: Reins,
  client: RepositoryClient,
  { place, asked }: Pick<Checking, 'place' | 'asked'>,
): Promise<Judged> {
  const server = config.github.serverUrl
  const today = new Date(now()).toISOString().slice(0, 10)
  const repository = place.repository.id
  const judge = judges.of(place.installation)
  const given = {
    judge,
    parents: parents(place, { urgency: 'background' }),
    repository,
    today,
    server,
    cache,
    changes,
  }
  const first = await judgePullRequest(client, asked, given)
  if (first.kind === 'moved') return first
  const checks: OfPullRequest[] = first.kind === 'check' ? [{ number: asked.number, ...first }] : []
  for (const twin of first.twins.slice(0, MOST_TWINS)) {
    const other = await judgePullRequest(client, { ...twin, head: asked.head, at: null }, given)
    if (other.kind === 'check') checks.push({ number: twin.number, ...other })
  }
  const check = combineChecks(checks, Math.max(0, first.twins.length - MOST_TWINS))
  if (check !== null) return { kind: 'check', check }
  return { kind: 'ignore', reason: first.kind === 'ignore' ? first.reason : 'nothing to judge' }
}

async function write(
  { config, harnessBoard, marks }: Reins,
  client: RepositoryClient,
  { place, asked, again, check }: Checking & { check: HarnessCheck },
): Promise<void> {
  const { id } = place.repository
  const { head: sha, number } = asked
  const earlier =
    harnessBoard.checkOf(id, sha) ??
    (again
      ? await findCheckRun(client, {
          sha,
          name: CHECK_NAME,
          appId: config.appId,
          isOurs: (externalId) => marks.isOurCheck(externalId, { repository: id, place: sha }),
        })
      : null)
  // When it breaks off, some of the annotations may be there: the next try reads them.
  harnessBoard.forgetCheck(id, sha)
  const standing = await putCheckRun(
    client,
    {
      sha,
      externalId: marks.checkId({ run: `${CHECK_NAME}#${number}`, repository: id, place: sha }),
      detailsUrl: null,
      ...check,
    },
    earlier,
  )
  harnessBoard.keepCheck(id, sha, standing)
}

function reasonOf(error: unknown): string {
  const { status, message } = error as { status?: number; message?: string }
  const said = (message ?? String(error)).replace(/ - https?:\S+$/, '')
  return status === undefined ? said : `${status}: ${said}`
}
