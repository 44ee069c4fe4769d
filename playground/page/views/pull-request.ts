import { html } from 'hono/html'
import type { Playground } from '../../interface/playground.ts'
import type { PullRequestView } from '../../interface/views.ts'
import type { Html } from '../html.ts'
import { author } from '../parts/avatar.ts'
import { stateBadge } from '../parts/state.ts'
import { checksTab } from './pull-request-checks.ts'
import { conversationTab } from './pull-request-conversation.ts'
import { filesTab } from './pull-request-files.ts'

export const PULL_TABS = ['conversation', 'checks', 'files'] as const
export type PullTab = (typeof PULL_TABS)[number]

/** One pull request. @returns null when there is none with this number. */
export function pullRequestPage(
  playground: Playground,
  repository: string,
  place: { number: number; tab: PullTab },
): Html | null {
  const pull = playground.read.pullRequests(repository).find((one) => one.number === place.number)
  if (!pull) return null
  const content = { conversation: conversationTab, checks: checksTab, files: filesTab }[place.tab]
  return html`<div class="page-head" data-live="head"><div><h1>${pull.title} <span class="number">#${pull.number}</span></h1>
<p class="pull-line">${stateBadge({ kind: 'pull request', state: pull.state, draft: pull.draft })}
<span class="muted">${author(pull.author)} wants to merge into <code class="branch">${pull.base.ref}</code> from <code class="branch">${pull.head.ref}</code></span></p></div></div>
${pullTabs(playground, repository, { pull, tab: place.tab })}
${content(playground, repository, pull)}`
}

function pullTabs(
  playground: Playground,
  repository: string,
  { pull, tab }: { pull: PullRequestView; tab: PullTab },
): Html {
  const path = `/${repository}/pull/${pull.number}`
  const all = [
    {
      key: 'conversation',
      path,
      name: 'Conversation',
      count: playground.read.comments(repository, pull.number).length,
    },
    {
      key: 'checks',
      path: `${path}/checks`,
      name: 'Checks',
      count: playground.read.checkRuns(repository, pull.head.sha).length,
    },
    { key: 'files', path: `${path}/files`, name: 'Files changed', count: pull.files.length },
  ]
  return html`<nav class="tabs inner" aria-label="Pull request" data-live="pull-tabs">${all.map(
    (one) =>
      html`<a href="${one.path}"${one.key === tab ? html` aria-current="page"` : null}>${one.name} <span class="count">${one.count}</span></a>`,
  )}</nav>`
}
