import { html } from 'hono/html'
import type { Html } from '../html.ts'
import type { LogLine } from './read-log.ts'

/**
 * The logs of a run's jobs; groups can be folded. The page's script appends to it in the same shape, so what comes later
 * looks as if it had been there.
 */
export function renderLog(lines: LogLine[]): Html {
  const jobs = Map.groupBy(lines, ({ job }) => job)
  return html`<div class="log" id="log" data-next="${lines.length}">${[...jobs].map(
    ([job, all]) =>
      html`<section class="job" data-job="${job}"><h2>${job}</h2><div class="lines">${blocks(all)}</div></section>`,
  )}</div>`
}

function blocks(lines: LogLine[]): Html[] {
  const done: Html[] = []
  let group: { title: string; lines: Html[] } | null = null
  const close = (open: Html | null) => {
    if (group) done.push(html`<details${open}><summary>${group.title}</summary>${group.lines}</details>`)
    group = null
  }
  for (const { kind, text } of lines) {
    if (kind === 'group') {
      close(null)
      group = { title: text, lines: [] }
    } else if (kind === 'endgroup') close(null)
    else (group?.lines ?? done).push(html`<div class="log-line ${kind}">${text}</div>`)
  }
  // The next lines of a running job belong into it.
  close(html` data-open`)
  return done
}
