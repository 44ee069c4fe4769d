import { allDone } from '../all-done.ts'
import { checkApprovals } from '../approvals/check-approvals.ts'
import type { Delivery } from '../inbox/inbox.ts'
import type { Reins } from '../reins.ts'
import { checkPullRequest } from './check-pull-request.ts'
import { toPullEvent } from './pull-event.ts'

/** A pull request is new, has new commits or another base: its head gets its check runs, whoever it is from. */
export async function onPullRequest(reins: Reins, delivery: Delivery): Promise<void> {
  const event = toPullEvent(delivery)
  const sameBase = delivery.action === 'edited' && event?.changes?.base === undefined
  const approvals = event === null || sameBase ? [] : [checkApprovals(reins, event.asked)]
  await allDone([checkPullRequest(reins, delivery), ...approvals])
}
