import { html } from 'hono/html'
import type { Playground } from '../../interface/playground.ts'
import type { Html } from '../html.ts'
import { commentBox } from '../parts/comment-box.ts'
import { stateBadge } from '../parts/state.ts'
import { timesOf } from '../times.ts'
import { usersFor } from '../users-for.ts'
import { commentForm } from './write-box.ts'

/** One issue with its conversation. @returns null when there is none with this number. */
export function issuePage(playground: Playground, repository: string, number: number): Html | null {
  const issue = playground.read.issues(repository).find((one) => one.number === number)
  if (!issue || issue.isPullRequest) return null
  const times = timesOf(playground, repository)
  const opening = {
    id: 'opening',
    actor: issue.actor,
    at: times.issue(number),
    did: 'opened',
    body: issue.body,
  }
  return html`<div class="page-head" data-live="head"><div><h1>${issue.title} <span class="number">#${number}</span></h1>
${stateBadge({ kind: 'issue', state: issue.state })}</div></div>
<div class="conversation"><div data-live="conversation">${commentBox(opening, { repository })}${conversation(playground, repository, number)}</div>
${commentForm(repository, number, { users: usersFor(playground, repository), open: issue.state === 'open' })}</div>`
}

/** The comments below an issue or a pull request. */
export function conversation(playground: Playground, repository: string, number: number): Html[] {
  const times = timesOf(playground, repository)
  return playground.read.comments(repository, number).map((comment) =>
    commentBox(
      {
        id: `comment-${comment.id}`,
        actor: comment.actor,
        at: times.comment(comment.id),
        did: 'commented',
        body: comment.body,
        edited: times.edited(comment.id),
        reactions: comment.reactions,
      },
      { repository },
    ),
  )
}
