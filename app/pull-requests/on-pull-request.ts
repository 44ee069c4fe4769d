import { checkApprovals } from '../approvals/check-approvals.ts'
import type { Delivery } from '../inbox/inbox.ts'
import type { Reins } from '../reins.ts'
import { checkPullRequest } from './check-pull-request.ts'
import { toPullEvent } from './pull-event.ts'

/** A pull request is new, has new commits or another base: its head gets its check runs, whoever it is from. */
export async function onPullRequest(reins: Reins, delivery: Delivery): Promise<void> {
  await checkPullRequest(reins, delivery)
  const event = toPullEvent(delivery)
  if (event === null) return
  if (delivery.action === 'edited' && event.changes?.base === undefined) return
  // Not waited for: the next push of this pull request has to be seen while this one is judged.
  void reins.background.track(checkApprovals(reins, event.asked))
}
