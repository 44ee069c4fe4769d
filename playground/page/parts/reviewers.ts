import { html } from 'hono/html'
import type { PullRequestView, ReviewView } from '../../interface/views.ts'
import type { Html } from '../html.ts'
import { author } from './avatar.ts'
import { type IconName, icon } from './icon.ts'

/** Where everybody who has reviewed stands now: as on GitHub, a later comment takes no approval back. */
export function reviewerRows(reviews: ReviewView[], pull: PullRequestView): Html[] {
  const latest = new Map<string, ReviewView>()
  for (const review of reviews) {
    const before = latest.get(review.actor)
    if (review.state !== 'COMMENTED' || before === undefined || before.state === 'COMMENTED')
      latest.set(review.actor, review)
  }
  return [...latest.values()].map((review) => {
    const [name, colour, text] = STANDS[review.state] ?? STANDS.COMMENTED!
    const old =
      review.commitId === pull.head.sha ? '' : `, at ${review.commitId.slice(0, 7)}, before the last push`
    return html`<div class="row reviewer"><span class="progress ${colour}">${icon(name)}</span> ${author(review.actor)}
<span class="muted grow">${text}${old}</span></div>`
  })
}

const STANDS: Record<string, [IconName, string, string]> = {
  APPROVED: ['success', 'green', 'approved these changes'],
  CHANGES_REQUESTED: ['failure', 'red', 'requested changes'],
  DISMISSED: ['cancelled', 'gray', 'reviewed, and was dismissed'],
  COMMENTED: ['comment', 'gray', 'left comments'],
}
