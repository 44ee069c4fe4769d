import { html } from 'hono/html'
import type { Playground } from '../../interface/playground.ts'
import type { CheckRunView, PullRequestView, ReviewView } from '../../interface/views.ts'
import type { Html } from '../html.ts'
import { renderMarkdown } from '../markdown/render-markdown.ts'
import { author, avatar } from '../parts/avatar.ts'
import { commentBox } from '../parts/comment-box.ts'
import { excerpt } from '../parts/diff.ts'
import { icon } from '../parts/icon.ts'
import { linesOf, parsePatch } from '../parts/parse-patch.ts'
import { reviewerRows } from '../parts/reviewers.ts'
import { progressIcon, progressText } from '../parts/state.ts'
import { time } from '../parts/time.ts'
import { timesOf } from '../times.ts'
import { usersFor } from '../users-for.ts'
import { conversation } from './issue.ts'
import { commentForm } from './write-box.ts'

/** What was said about a pull request, and what its checks say of it. */
export function conversationTab(playground: Playground, repository: string, pull: PullRequestView): Html {
  const { read } = playground
  const times = timesOf(playground, repository)
  const opening = {
    id: 'opening',
    actor: pull.author,
    at: times.pullRequest(pull.number),
    did: 'opened',
    body: pull.body,
  }
  const pushes = pushesOf(pull, times).map((push) => ({
    at: push.at,
    show: html`<p class="event">${icon('commit')} ${author(push.actor)} <span class="muted">pushed</span> <span class="message">${push.message.split('\n', 1)[0]}</span> <code class="sha">${push.sha.slice(0, 7)}</code></p>`,
  }))
  const comments = read.comments(repository, pull.number)
  const said = conversation(playground, repository, pull.number).map((show, nth) => ({
    at: times.comment(comments[nth]?.id ?? 0),
    show,
  }))
  const reviews = read.reviews(repository, pull.number).map((review, nth) => ({
    at: times.review(pull.number, nth),
    show: reviewBox(review, pull, { repository, at: times.review(pull.number, nth) }),
  }))
  const timeline = [...pushes, ...said, ...reviews].sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''))
  return html`<div class="conversation"><div data-live="conversation">${commentBox(opening, { repository })}
${timeline.map(({ show }) => show)}
${reviewersBox(read.reviews(repository, pull.number), pull)}
${checksBox(read.checkRuns(repository, pull.head.sha), pull, repository)}</div>
${commentForm(repository, pull.number, { users: usersFor(playground, repository), open: pull.state === 'open', isPullRequest: true })}</div>`
}

/** What came onto the branch; that it was made from the base is no push. */
function pushesOf(pull: PullRequestView, times: ReturnType<typeof timesOf>) {
  return times.pushes(pull.head.ref).filter(({ sha }) => sha !== pull.base.sha)
}

const DID: Record<string, string> = {
  APPROVED: 'approved these changes',
  CHANGES_REQUESTED: 'requested changes',
  COMMENTED: 'reviewed',
  DISMISSED: 'reviewed, and was dismissed',
}

function reviewBox(
  review: ReviewView,
  pull: PullRequestView,
  { repository, at }: { repository: string; at: string | undefined },
): Html {
  return html`<article class="comment review" id="review-${review.id}">${avatar(review.actor)}
<div class="box"><header>${author(review.actor)} <span class="muted">${DID[review.state] ?? review.state.toLowerCase()} ${time(at)}</span></header>
${review.body.trim() === '' ? null : html`<div class="markdown">${renderMarkdown(review.body, { repository, breaks: true })}</div>`}
${review.comments.map((comment) => threadBox(comment, pull, repository))}</div></article>`
}

function threadBox(comment: ReviewView['comments'][number], pull: PullRequestView, repository: string): Html {
  const { path, line, startLine, body } = comment
  const patch = pull.files.find((file) => file.path === path)?.patch ?? ''
  const replaces = line === null ? null : linesOf(parsePatch(patch), startLine ?? line, line)
  return html`<section class="thread"><header><a class="path" href="/${repository}/pull/${pull.number}/files#file-${encodeURIComponent(path)}">${path}</a> <span class="muted">${line === null ? 'outdated' : `line ${line}`}</span></header>
${line === null ? null : excerpt(patch, line)}
<div class="markdown">${renderMarkdown(body, { repository, breaks: true, replaces })}</div></section>`
}

/** Nothing while nobody has reviewed; an empty box would not be told apart from a broken one. */
function reviewersBox(reviews: ReviewView[], pull: PullRequestView): Html | null {
  const rows = reviewerRows(reviews, pull)
  return rows.length === 0
    ? null
    : html`<section class="box reviewers"><header><strong>Reviewers</strong></header>${rows}</section>`
}

/** What GitHub shows above the merge button. */
function checksBox(checks: CheckRunView[], pull: PullRequestView, repository: string): Html {
  if (checks.length === 0)
    return html`<p class="event muted">${icon('waiting')} No checks have run on this commit.</p>`
  return html`<section class="box merge"><header><strong>${summaryOf(checks)}</strong></header>${checks.map(
    (
      check,
    ) => html`<div class="row">${progressIcon(check)} <a class="title" href="/${repository}/pull/${pull.number}/checks#check-${check.id}">${check.name}</a>
<span class="muted grow">${progressText(check)}${check.output.title === null ? '' : ` — ${check.output.title}`}</span></div>`,
  )}</section>`
}

function summaryOf(checks: CheckRunView[]): string {
  if (checks.some(({ conclusion }) => conclusion === null)) return 'Some checks have not completed yet'
  if (checks.some(({ conclusion }) => conclusion === 'action_required')) return 'A check asks for a person'
  const passed = checks.filter(({ conclusion }) =>
    ['success', 'neutral', 'skipped'].includes(conclusion ?? ''),
  )
  if (passed.length === checks.length) return 'All checks have passed'
  return passed.length === 0 ? 'All checks have failed' : 'Some checks were not successful'
}
