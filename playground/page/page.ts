import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Playground } from '../interface/playground.ts'
import { assets } from './assets.ts'
import { guard } from './guard.ts'
import type { Html } from './html.ts'
import { layout, type PageFrame } from './layout.ts'
import { live } from './live.ts'
import { usersFor } from './users-for.ts'
import { activityPage } from './views/activity.ts'
import { issuePage } from './views/issue.ts'
import { issuesPage, pullRequestsPage } from './views/issues.ts'
import { PULL_TABS, type PullTab, pullRequestPage } from './views/pull-request.ts'
import { repositoriesPage, repositoryPage } from './views/repository.ts'
import { workflowRunPage, workflowRunsPage } from './views/workflow-runs.ts'
import { newIssuePage } from './views/write-box.ts'
import { writes } from './writes.ts'

/**
 * The local GitHub in a browser, in the spirit of the real one: server-rendered, live, addresses as there. It uses only
 * the playground's interface.
 */
export function page(playground: Playground): Hono {
  const app = new Hono()
  const { read } = playground

  /** A page of one repository; a view that finds nothing is a 404. */
  const show = (path: string, view: View) =>
    app.get(path, async (c) => {
      const { owner, name, number = '0' } = c.req.param() as Record<string, string>
      const repository = read.repositories().find((one) => one.fullName === `${owner}/${name}`)?.fullName
      const shown = repository === undefined ? null : await view(repository, Number(number))
      if (repository === undefined || shown === null || shown.body === null)
        return c.html(layout({ title: 'Not found', repository: repository ?? null, body: notFound }), 404)
      const counts = {
        issues: read.issues(repository).filter((one) => !one.isPullRequest && one.state === 'open').length,
        pulls: read.pullRequests(repository).filter((one) => one.state === 'open').length,
      }
      const title = `${shown.title} · ${repository}`
      return c.html(layout({ ...shown, title, repository, counts, body: shown.body }))
    })

  app.use(guard)
  app.route('/_page', assets)
  app.get('/_page/events', (c) => live(c, playground))
  app.get('/', (c) =>
    c.html(layout({ title: 'Repositories', repository: null, body: repositoriesPage(playground) })),
  )
  writes(app, playground)

  show('/:owner/:name', async (repository) => ({
    title: 'Code',
    tab: 'code',
    body: await repositoryPage(playground, repository),
  }))
  show('/:owner/:name/issues', (repository) => ({
    title: 'Issues',
    tab: 'issues',
    body: issuesPage(playground, repository),
  }))
  show('/:owner/:name/issues/new', (repository) => ({
    title: 'New issue',
    tab: 'issues',
    body: newIssuePage(repository, usersFor(playground, repository)),
  }))
  // GitHub gives issues and pull requests one row of numbers, and either address leads to both.
  app.get('/:owner/:name/issues/:number{[0-9]+}', async (c, next) => {
    const { owner, name, number } = c.req.param()
    const isPull = read.pullRequests(`${owner}/${name}`).some((pull) => pull.number === Number(number))
    return isPull ? c.redirect(`/${owner}/${name}/pull/${number}`) : next()
  })
  show('/:owner/:name/issues/:number{[0-9]+}', (repository, number) => ({
    title: `${titleOf(playground, repository, number)} · Issue #${number}`,
    tab: 'issues',
    body: issuePage(playground, repository, number),
  }))
  show('/:owner/:name/pulls', (repository) => ({
    title: 'Pull requests',
    tab: 'pulls',
    body: pullRequestsPage(playground, repository),
  }))
  for (const tab of PULL_TABS)
    show(
      `/:owner/:name/pull/:number{[0-9]+}${tab === 'conversation' ? '' : `/${tab}`}`,
      (repository, number) => ({
        title: `${titleOf(playground, repository, number)} · Pull request #${number}`,
        tab: 'pulls',
        body: pullRequestPage(playground, repository, { number, tab: tab satisfies PullTab }),
      }),
    )
  show('/:owner/:name/actions', (repository) => ({
    title: 'Workflow runs',
    tab: 'actions',
    body: workflowRunsPage(playground, repository),
  }))
  show('/:owner/:name/actions/runs/:number{[0-9]+}', (repository, id) => ({
    title: 'Workflow run',
    tab: 'actions',
    workflowRun: id,
    body: workflowRunPage(playground, repository, id),
  }))
  show('/:owner/:name/activity', (repository) => ({
    title: 'Activity',
    tab: 'activity',
    body: activityPage(playground, repository),
  }))
  return app
}

type Shown = Omit<PageFrame, 'repository' | 'counts' | 'body'> & { body: Html | null }
type View = (repository: string, number: number) => Shown | Promise<Shown>

const notFound = html`<h1>Not found</h1><p class="muted">There is nothing at this address. <a href="/">All repositories</a></p>`

function titleOf({ read }: Playground, repository: string, number: number): string {
  return read.issues(repository).find((one) => one.number === number)?.title ?? ''
}
