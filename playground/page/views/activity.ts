import { html } from 'hono/html'
import type { PlaygroundEvent } from '../../interface/event.ts'
import type { Playground } from '../../interface/playground.ts'
import type { Html } from '../html.ts'
import { author } from '../parts/avatar.ts'
import { progressText } from '../parts/state.ts'
import { time } from '../parts/time.ts'
import { empty } from './issues.ts'

/** On one page; the rest is told as a number. */
const MOST = 500

/** Everything that happened in a repository but the logs, webhook deliveries too, the newest first. */
export function activityPage(playground: Playground, repository: string): Html {
  const all = playground.events().filter((event) => event.repository === repository && event.type !== 'log')
  const left = all.length - MOST
  return html`<div class="page-head"><h1>Activity</h1></div>
<div class="list" data-live="activity">${empty(all.length, 'Nothing has happened yet.')}${all
    .slice(-MOST)
    .reverse()
    .map(
      (event) =>
        html`<div class="row small"><span class="grow">${tell(event, repository)}</span><span class="muted">${time(event.at)}</span></div>`,
    )}
${left > 0 ? html`<p class="muted empty">and ${left} more before that</p>` : null}</div>`
}

function tell(event: PlaygroundEvent, repository: string): Html {
  const subject = (number: number) => html`<a href="/${repository}/issues/${number}">#${number}</a>`
  switch (event.type) {
    case 'issue':
      return html`${author(event.actor)} opened ${subject(event.number)} ${event.title}`
    case 'comment':
      return html`${author(event.actor)} ${event.edited ? 'updated a comment on' : 'commented on'} ${subject(event.number)}`
    case 'reaction':
      return html`${author(event.actor)} reacted with ${event.content} on ${subject(event.number)}`
    case 'delivery':
      return html`Webhook <code>${event.event}${event.action === null ? '' : `.${event.action}`}</code> delivered: ${event.status} in ${event.ms} ms <code class="sha">${event.guid}</code>`
    case 'push':
      return html`${author(event.actor)} pushed <code class="sha">${event.sha.slice(0, 7)}</code> to <code class="branch">${event.ref.replace('refs/heads/', '')}</code>`
    case 'pull_request':
      return html`${author(event.actor)} opened ${event.draft ? 'draft ' : ''}pull request ${subject(event.number)} ${event.title}`
    case 'check_run':
      return html`Check run <strong>${event.name}</strong> on <code class="sha">${event.sha.slice(0, 7)}</code>: ${progressText(event)}, ${event.annotations} annotations`
    case 'review':
      return html`${author(event.actor)} reviewed ${subject(event.number)}: ${event.state.toLowerCase()}, ${event.comments} comments`
    case 'workflow_run':
      return html`Workflow run <a href="/${repository}/actions/runs/${event.id}">${event.name}</a>: ${progressText(event)}`
    case 'log':
      return html`${event.line}`
  }
}
