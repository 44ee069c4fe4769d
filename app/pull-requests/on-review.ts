import { checkApprovals } from '../approvals/check-approvals.ts'
import type { Delivery } from '../inbox/inbox.ts'
import type { Reins } from '../reins.ts'
import { toPullEvent } from './pull-event.ts'

/** Somebody reviewed a pull request, or a review was dismissed: who has approved its head is counted again. */
export async function onReview(reins: Reins, delivery: Delivery): Promise<void> {
  const event = toPullEvent(delivery)
  if (!event?.review)
    return reins.ignore(delivery, 'the delivery does not look like GitHub’s, or is of no open pull request')
  const { id, state } = event.review
  if (state === 'commented') return reins.ignore(delivery, 'a review that only comments decides nothing')
  await checkApprovals(reins, { ...event.asked, review: { id, state: state.toUpperCase() } })
}
