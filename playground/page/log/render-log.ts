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
  const close = () => {
    if (group !== null) done.push(html`<details><summary>${group.title}</summary>${group.lines}</details>`)
    group = null
  }
  for (const line of lines) {
    if (line.kind === 'group') {
      close()
      group = { title: line.text, lines: [] }
    } else if (line.kind === 'endgroup') close()
    else {
      const shown = html`<div class="log-line ${line.kind}">${line.text}</div>`
      if (group === null) done.push(shown)
      else (group as { lines: Html[] }).lines.push(shown)
    }
  }
  close()
  return done
}
