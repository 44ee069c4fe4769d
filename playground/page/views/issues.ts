import { html } from 'hono/html'
import type { Playground } from '../../interface/playground.ts'
import type { Html } from '../html.ts'
import { icon } from '../parts/icon.ts'
import { stateIcon } from '../parts/state.ts'
import { time } from '../parts/time.ts'
import { timesOf } from '../times.ts'

/** Issues, the newest first. */
export function issuesPage(playground: Playground, repository: string): Html {
  const times = timesOf(playground, repository)
  const issues = playground.read.issues(repository).filter((issue) => !issue.isPullRequest)
  return html`<div class="page-head"><h1>Issues</h1><a class="button primary" href="/${repository}/issues/new">New issue</a></div>
<div class="list" data-live="issues">${empty(issues.length, 'There are no issues yet.')}${issues
    .toReversed()
    .map((issue) => {
      const comments = playground.read.comments(repository, issue.number).length
      return html`<div class="row"><span class="subject ${issue.state}">${icon(stateIcon('issue', issue.state))}</span>
<div class="grow"><a class="title" href="/${repository}/issues/${issue.number}">${issue.title}</a>
<div class="muted small">#${issue.number} opened ${time(times.issue(issue.number))} by ${issue.actor}</div></div>
${comments > 0 ? html`<span class="muted small">${icon('comment')} ${comments}</span>` : null}</div>`
    })}</div>`
}

/** Pull requests, the newest first. */
export function pullRequestsPage(playground: Playground, repository: string): Html {
  const times = timesOf(playground, repository)
  const pulls = playground.read.pullRequests(repository)
  return html`<div class="page-head"><h1>Pull requests</h1></div>
<div class="list" data-live="pulls">${empty(pulls.length, 'There are no pull requests yet.')}${pulls
    .toReversed()
    .map(
      (
        pull,
      ) => html`<div class="row"><span class="subject ${pull.draft ? 'draft' : pull.state}">${icon('pull-request')}</span>
<div class="grow"><a class="title" href="/${repository}/pull/${pull.number}">${pull.title}</a>
<div class="muted small">#${pull.number} opened ${time(times.pullRequest(pull.number))} by ${pull.author}${pull.draft ? ' · Draft' : ''}</div></div>
<code class="branch">${pull.head.ref}</code></div>`,
    )}</div>`
}

export function empty(count: number, sentence: string): Html | null {
  return count === 0 ? html`<p class="muted empty">${sentence}</p>` : null
}
