import { html } from 'hono/html'
import type { CheckRunView } from '../../interface/views.ts'
import type { Html } from '../html.ts'
import { icon } from './icon.ts'

export type Annotation = CheckRunView['annotations'][number]

const LEVELS: Record<string, { icon: 'failure' | 'warning' | 'attention'; colour: string; name: string }> = {
  failure: { icon: 'failure', colour: 'red', name: 'error' },
  warning: { icon: 'warning', colour: 'yellow', name: 'warning' },
  notice: { icon: 'attention', colour: 'gray', name: 'notice' },
}

/** What a check run says about a line. Its message is text, not Markdown, as on GitHub. */
export function annotationBox(annotation: Annotation, check: string, place: Html | null = null): Html {
  const level = LEVELS[annotation.annotation_level] ?? LEVELS.notice!
  return html`<div class="annotation ${level.colour}">
<header><span class="progress ${level.colour}">${icon(level.icon)}</span> <strong>Check ${level.name}</strong> <span class="muted">${check}</span>${place}</header>
${annotation.title === null ? null : html`<p class="title">${annotation.title}</p>`}
<pre>${annotation.message}</pre>
</div>`
}

/** "src/a.ts, lines 3–5" */
export function placeOf({ path, start_line, end_line }: Annotation): string {
  return `${path}, ${start_line === end_line ? `line ${start_line}` : `lines ${start_line}–${end_line}`}`
}
