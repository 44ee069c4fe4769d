import { z } from 'zod'
import { allDone } from '../all-done.ts'
import { checkApprovals } from '../approvals/check-approvals.ts'
import { listPullsOfCommit } from '../github/list-pulls-of-commit.ts'
import type { Delivery } from '../inbox/inbox.ts'
import type { Reins } from '../reins.ts'
import { CHECK_NAME, checkHead } from './check-head.ts'
import { placeShape, toPlace } from './place.ts'

const rerunSchema = z.object({
  ...placeShape,
  check_run: z
    .object({ name: z.string(), head_sha: z.string(), app: z.object({ id: z.number() }) })
    .optional(),
  check_suite: z.object({ head_sha: z.string(), app: z.object({ id: z.number() }) }).optional(),
})

/** Somebody pressed "Re-run" on our check run, or on all of ours: the head is judged again. */
export async function rerunCheck(reins: Reins, delivery: Delivery): Promise<void> {
  const parsed = rerunSchema.safeParse(delivery.payload)
  const check = parsed.data?.check_run ?? parsed.data?.check_suite
  if (!parsed.success || check === undefined)
    return reins.ignore(delivery, 'the delivery does not look like GitHub’s')
  if (check.app.id !== reins.config.appId) return reins.ignore(delivery, 'the check run is not ours')
  const name = 'name' in check ? check.name : null
  if (name !== null && name !== CHECK_NAME && name !== 'approvals')
    return reins.ignore(delivery, `nobody can run the check run ${name} again`)
  const { repository } = parsed.data
  const place = toPlace(parsed.data)
  const client = await reins.clients(place, { contents: 'read', pull_requests: 'read', checks: 'write' })
  // Checks do not name the pull requests of forks.
  const pulls = await listPullsOfCommit(client, check.head_sha)
  const [pull] = pulls.filter(({ open, head }) => open && head === check.head_sha)
  if (pull === undefined) return reins.ignore(delivery, 'no open pull request has this head')
  const asked = { number: pull.number, baseRef: pull.baseRef, head: check.head_sha, at: null }
  const subject = { repository: repository.id, number: pull.number }
  const turn =
    name === 'approvals' ? null : reins.harnessBoard.begin(subject, check.head_sha, { again: true })
  await allDone([
    ...(name === CHECK_NAME ? [] : [checkApprovals(reins, { ...asked, place, review: null })]),
    ...(turn === null ? [] : [checkHead(reins, { place, asked, turn, again: true, delivery })]),
  ])
}
