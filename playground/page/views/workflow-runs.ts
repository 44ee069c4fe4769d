import { html } from 'hono/html'
import type { Playground } from '../../interface/playground.ts'
import type { Html } from '../html.ts'
import { readLog } from '../log/read-log.ts'
import { renderLog } from '../log/render-log.ts'
import { renderMarkdown } from '../markdown/render-markdown.ts'
import { progressIcon, progressText } from '../parts/state.ts'
import { time } from '../parts/time.ts'
import { timesOf } from '../times.ts'
import { usersFor } from '../users-for.ts'
import { empty } from './issues.ts'

/** Workflow runs, the newest first. */
export function workflowRunsPage(playground: Playground, repository: string): Html {
  const times = timesOf(playground, repository)
  const runs = playground.read.workflowRuns(repository)
  return html`<div class="page-head"><h1>Workflow runs</h1></div>
<div class="list" data-live="runs">${empty(runs.length, 'No workflow has run yet.')}${runs.toReversed().map(
    (
      run,
    ) => html`<div class="row">${progressIcon(run)}<div class="grow"><a class="title" href="/${repository}/actions/runs/${run.id}">${run.name}</a>
<div class="muted small">${progressText(run)} · ${time(times.workflowRun(run.id))}</div></div><code class="sha">${run.headSha.slice(0, 7)}</code></div>`,
  )}</div>`
}

/** One workflow run with the logs of its jobs. @returns null when there is none with this id. */
export function workflowRunPage(playground: Playground, repository: string, id: number): Html | null {
  const run = playground.read.workflowRuns(repository).find((one) => one.id === id)
  if (!run) return null
  const inputs = Object.entries(run.inputs)
  return html`<div class="page-head" data-live="head"><div><h1>${progressIcon(run)} ${run.name}</h1>
<p class="muted">${progressText(run)} · commit <code class="sha">${run.headSha.slice(0, 7)}</code> · ${time(timesOf(playground, repository).workflowRun(id))}</p></div>
${run.status === 'completed' ? null : html`<form method="post" action="/${repository}/actions/runs/${id}/cancel" data-stay><input type="hidden" name="actor" value="${usersFor(playground, repository)[0]}"><button class="button">Cancel run</button></form>`}</div>
${inputs.length === 0 ? null : html`<dl class="inputs">${inputs.map(([name, value]) => html`<dt>${name}</dt><dd><code>${value}</code></dd>`)}</dl>`}
${renderLog(readLog(playground.events(), id))}
<div data-live="summaries">${run.summaries.map(
    ({ job, markdown }) =>
      html`<section class="box"><header><strong>${job}</strong> <span class="muted">summary</span></header><div class="markdown">${renderMarkdown(markdown, { repository })}</div></section>`,
  )}</div>`
}
