import { html } from 'hono/html'
import type { Playground } from '../../interface/playground.ts'
import type { CheckRunView, PullRequestView } from '../../interface/views.ts'
import type { Html } from '../html.ts'
import { renderMarkdown } from '../markdown/render-markdown.ts'
import { annotationBox, placeOf } from '../parts/annotation.ts'
import { progressIcon, progressText } from '../parts/state.ts'
import { empty } from './issues.ts'

/** Every check run of the head commit, with all it says. */
export function checksTab(playground: Playground, repository: string, pull: PullRequestView): Html {
  const checks = playground.read.checkRuns(repository, pull.head.sha)
  return html`<div data-live="checks">${empty(checks.length, 'No checks have run on this commit.')}${checks.map(
    (check) => checkBox(check, { repository, files: `/${repository}/pull/${pull.number}/files` }),
  )}</div>`
}

function checkBox(check: CheckRunView, { repository, files }: { repository: string; files: string }): Html {
  const { title, summary, text } = check.output
  const markdown = (body: string) => html`<div class="markdown">${renderMarkdown(body, { repository })}</div>`
  return html`<section class="box check" id="check-${check.id}">
<header>${progressIcon(check)} <h2>${check.name}</h2> <span class="muted">${progressText(check)} on <code class="sha">${check.headSha.slice(0, 7)}</code></span></header>
${title === null ? null : html`<h3>${title}</h3>`}
${summary === null ? null : markdown(summary)}
${check.annotations.length === 0 ? null : html`<div class="annotations"><h3>${check.annotations.length} ${check.annotations.length === 1 ? 'annotation' : 'annotations'}</h3>${check.annotations.map((one) => annotationBox(one, check.name, html`<a class="path" href="${files}#${encodeURIComponent(one.path)}-R${one.end_line}">${placeOf(one)}</a>`))}</div>`}
${text === null || text.trim() === '' ? null : markdown(text)}
</section>`
}
