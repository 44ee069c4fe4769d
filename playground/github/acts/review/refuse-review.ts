import { invalid, unprocessable } from '../../http/refusal.ts'
import type { Pull } from '../../views/pull-request.ts'
import type { Actor } from '../../world/app.ts'
import type { Repository } from '../../world/repository.ts'

import type { ReviewEvent } from './review-event.ts'

export function refusePending(repository: Repository, issue: Pull, actor: Actor): void {
  const pending = [...repository.reviews.values()].some(
    (one) => one.number === issue.number && one.state === 'PENDING' && one.author.account === actor.account,
  )
  if (pending)
    throw unprocessable('Unprocessable Entity', ['User can only have one pending review per pull request'])
}

export function refuseEmpty(given: {
  event: ReviewEvent
  body: string
  comments: number
  issue: Pull
  actor: Actor
}): void {
  const { event, body, comments, issue, actor } = given
  const own = issue.author.account === actor.account
  if (own && event === 'APPROVE')
    throw unprocessable('Unprocessable Entity', ['Review Can not approve your own pull request'])
  if (own && event === 'REQUEST_CHANGES')
    throw unprocessable('Unprocessable Entity', ['Review Can not request changes on your own pull request'])
  if (event !== 'APPROVE' && body.trim() === '' && (event === 'REQUEST_CHANGES' || comments === 0))
    throw invalid({ resource: 'PullRequestReview', code: 'missing_field', field: 'body' })
}
