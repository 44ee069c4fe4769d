import { html } from 'hono/html'
import type { Playground } from '../../interface/playground.ts'
import type { PullRequestView } from '../../interface/views.ts'
import type { Html } from '../html.ts'
import { renderMarkdown } from '../markdown/render-markdown.ts'
import { annotationBox, placeOf } from '../parts/annotation.ts'
import { author, avatar } from '../parts/avatar.ts'
import { diffFile, type Note } from '../parts/diff.ts'
import { empty } from './issues.ts'

/** The diff, with review comments and annotations of the head's check runs at their lines. */
export function filesTab(playground: Playground, repository: string, pull: PullRequestView): Html {
  const notes = [
    ...annotationNotes(playground, repository, pull),
    ...reviewNotes(playground, repository, pull),
  ]
  const paths = new Set(pull.files.map(({ path }) => path))
  const elsewhere = notes.filter(({ path }) => !paths.has(path))
  return html`<div data-live="files">${empty(pull.files.length, 'No files were changed.')}
${pull.files.map((file) =>
  diffFile(
    file,
    notes.filter(({ path }) => path === file.path),
  ),
)}
${elsewhere.length === 0 ? null : html`<section class="file"><header><strong>Files that were not changed</strong></header>${elsewhere.map((note) => html`<div class="note">${note.render(null)}</div>`)}</section>`}</div>`
}

function annotationNotes(playground: Playground, repository: string, pull: PullRequestView): Note[] {
  return playground.read.checkRuns(repository, pull.head.sha).flatMap((check) =>
    check.annotations.map((annotation) => ({
      path: annotation.path,
      startLine: annotation.start_line,
      endLine: annotation.end_line,
      render: () =>
        annotationBox(annotation, check.name, html`<span class="muted place">${placeOf(annotation)}</span>`),
    })),
  )
}

function reviewNotes(playground: Playground, repository: string, pull: PullRequestView): Note[] {
  return playground.read.reviews(repository, pull.number).flatMap((review) =>
    review.comments.map((comment) => ({
      path: comment.path,
      startLine: comment.startLine ?? comment.line ?? 0,
      endLine: comment.line,
      render: (replaces: string[] | null) => html`<div class="inline-comment">
<header>${avatar(review.actor, 24)} ${author(review.actor)} <span class="muted">commented</span></header>
<div class="markdown">${renderMarkdown(comment.body, { repository, breaks: true, replaces })}</div></div>`,
    })),
  )
}
