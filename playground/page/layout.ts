import { html } from 'hono/html'
import type { Html } from './html.ts'
import { icon } from './parts/icon.ts'

export type PageFrame = {
  title: string
  /** "acme/shop"; null on pages of no repository. */
  repository: string | null
  tab?: 'code' | 'issues' | 'pulls' | 'actions' | 'activity'
  counts?: { issues: number; pulls: number }
  /** Whose log this page shows. */
  workflowRun?: number
  body: Html
}

/** What every page has around it. Sections marked `data-live` are kept up to date by the page's script. */
export function layout(frame: PageFrame): Html {
  const { repository } = frame
  const live = new URLSearchParams({
    ...(repository === null ? {} : { repository }),
    ...(frame.workflowRun === undefined ? {} : { run: String(frame.workflowRun) }),
  })
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${frame.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="icon" href="/_page/icon.svg"><link rel="stylesheet" href="/_page/style.css"><script type="module" src="/_page/page.js"></script></head>
<body data-stream="/_page/events?${live.toString()}">
<header class="top"><nav aria-label="Where you are"><a class="home" href="/" aria-label="All repositories"><svg width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><path d="M4 5c6 0 6 7 8 7s2-7 8-7M4 19c6 0 6-7 8-7s2 7 8 7" stroke-linecap="round"/></svg></a>
${repository === null ? html`<strong>Local GitHub</strong>` : crumbs(repository)}
<span class="live" data-live-state title="Updates live"><span class="dot"></span><span class="text">connecting</span></span></nav>
${repository === null ? null : tabs(repository, frame)}</header>
<main>${frame.body}</main>
</body></html>`
}

function crumbs(repository: string): Html {
  const [owner, name] = repository.split('/')
  return html`<span class="crumbs"><span>${owner}</span><span class="slash">/</span><a href="/${repository}"><strong>${name}</strong></a></span>`
}

function tabs(repository: string, frame: PageFrame): Html {
  const { counts = { issues: 0, pulls: 0 } } = frame
  const all = [
    { key: 'code', path: '', name: 'Code', icon: 'repository', count: 0 },
    { key: 'issues', path: '/issues', name: 'Issues', icon: 'issue', count: counts.issues },
    { key: 'pulls', path: '/pulls', name: 'Pull requests', icon: 'pull-request', count: counts.pulls },
    { key: 'actions', path: '/actions', name: 'Actions', icon: 'play', count: 0 },
    { key: 'activity', path: '/activity', name: 'Activity', icon: 'commit', count: 0 },
  ] as const
  return html`<nav class="tabs" aria-label="Repository" data-live="tabs">${all.map(
    (tab) =>
      html`<a href="/${repository}${tab.path}"${frame.tab === tab.key ? html` aria-current="page"` : null}>${icon(tab.icon)} ${tab.name}${tab.count > 0 ? html` <span class="count">${tab.count}</span>` : null}</a>`,
  )}</nav>`
}
