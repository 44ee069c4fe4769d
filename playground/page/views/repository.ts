import { html } from 'hono/html'
import type { Playground } from '../../interface/playground.ts'
import type { Html } from '../html.ts'
import { renderMarkdown } from '../markdown/render-markdown.ts'
import { icon } from '../parts/icon.ts'
import { progressIcon } from '../parts/state.ts'

/** All repositories. */
export function repositoriesPage(playground: Playground): Html {
  return html`<h1>Repositories</h1>
<div class="list" data-live="repositories">${playground.read.repositories().map(
    (
      one,
    ) => html`<div class="row">${icon('repository')} <a class="title" href="/${one.fullName}">${one.fullName}</a>
<span class="label">${one.private ? 'Private' : 'Public'}</span></div>`,
  )}</div>`
}

/** One repository: its branches, its latest runs and its README. */
export async function repositoryPage(playground: Playground, repository: string): Promise<Html> {
  const { read } = playground
  const branch = read.repositories().find((one) => one.fullName === repository)?.defaultBranch ?? 'main'
  const branches = await read.branches(repository)
  const heads = await Promise.all(
    branches.map(async (name) => ({ name, sha: await read.head(repository, name) })),
  )
  const readme = await read.file(repository, branch, 'README.md')
  const runs = read.workflowRuns(repository).slice(-5).reverse()
  return html`<div class="columns"><div>
<div class="list" data-live="branches"><header>${icon('branch')} <strong>${branches.length}</strong> ${branches.length === 1 ? 'branch' : 'branches'}</header>${heads.map(
    ({
      name,
      sha,
    }) => html`<div class="row"><code class="branch">${name}</code>${name === branch ? html` <span class="label">default</span>` : null}
<code class="sha">${sha?.slice(0, 7)}</code></div>`,
  )}</div>
<section class="box readme" data-live="readme"><header>${icon('file')} README.md</header><div class="markdown">${
    readme === null
      ? html`<p class="muted">There is no README.md.</p>`
      : renderMarkdown(readme, { repository })
  }</div></section>
</div><aside>
<h2>Clone</h2><input class="clone" readonly aria-label="Address to clone" value="${playground.url}/${repository}.git">
<h2>Latest workflow runs</h2><ul class="plain" data-live="runs">${
    runs.length === 0
      ? html`<li class="muted">None yet.</li>`
      : runs.map(
          (run) =>
            html`<li>${progressIcon(run)} <a href="/${repository}/actions/runs/${run.id}">${run.name}</a></li>`,
        )
  }</ul></aside></div>`
}
