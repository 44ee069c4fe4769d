import { z } from 'zod'
import type { Delivery } from '../inbox/inbox.ts'
import type { Reins } from '../reins.ts'
import { checkHead } from './check-head.ts'
import { placeShape, toPlace } from './place.ts'

const pullSchema = z.object({
  ...placeShape,
  action: z.string(),
  changes: z.object({ base: z.unknown() }).partial().optional(),
  pull_request: z.object({
    number: z.number(),
    state: z.string(),
    updated_at: z.string(),
    head: z.object({ sha: z.string().regex(/^[0-9a-f]{40,64}$/) }),
    base: z.object({ ref: z.string() }),
  }),
})

/** A pull request is new, has new commits or another base: its check run `harness`, whoever it is from. */
export async function checkPullRequest(reins: Reins, delivery: Delivery): Promise<void> {
  const parsed = pullSchema.safeParse(delivery.payload)
  if (!parsed.success) return reins.ignore(delivery, 'the delivery does not look like GitHub’s')
  const { action, changes, repository, pull_request: pull } = parsed.data
  if (repository.archived) return reins.ignore(delivery, 'the repository is archived')
  if (pull.state !== 'open') return reins.ignore(delivery, 'the pull request is closed')
  if (action === 'edited' && changes?.base === undefined)
    return reins.ignore(delivery, 'the pull request has the same base')
  // Its base may have moved on meanwhile, or is another one.
  const again = action === 'edited' || action === 'reopened'
  const subject = { repository: repository.id, number: pull.number }
  const turn = reins.harnessBoard.begin(subject, pull.head.sha, { again })
  if (turn === null) return reins.ignore(delivery, 'this head is judged already')
  const place = toPlace(parsed.data)
  await checkHead(reins, {
    place,
    asked: { number: pull.number, baseRef: pull.base.ref, head: pull.head.sha, at: pull.updated_at },
    turn,
    again: again || action === 'ready_for_review' || delivery.again === true,
    delivery,
  })
}
