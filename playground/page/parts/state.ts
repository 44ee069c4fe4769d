import { html } from 'hono/html'
import type { Html } from '../html.ts'
import { type IconName, icon } from './icon.ts'

/** Of an issue or a pull request, as the coloured badge under its title. */
export function stateBadge(subject: {
  kind: 'issue' | 'pull request'
  state: 'open' | 'closed'
  draft?: boolean
}): Html {
  const { kind, state } = subject
  const draft = subject.draft === true && state === 'open'
  const name = draft ? 'Draft' : state === 'open' ? 'Open' : 'Closed'
  return html`<span class="state ${draft ? 'draft' : state}">${icon(stateIcon(kind, state))} ${name}</span>`
}

export function stateIcon(kind: 'issue' | 'pull request', state: 'open' | 'closed'): IconName {
  if (kind === 'pull request') return 'pull-request'
  return state === 'open' ? 'issue' : 'issue-closed'
}

type Progress = { status: string; conclusion: string | null }

const ICONS: Record<string, [IconName, string]> = {
  success: ['success', 'green'],
  failure: ['failure', 'red'],
  timed_out: ['failure', 'red'],
  action_required: ['attention', 'orange'],
  cancelled: ['cancelled', 'gray'],
  neutral: ['neutral', 'gray'],
  skipped: ['cancelled', 'gray'],
}

/** Of a check run or a workflow run. */
export function progressIcon({ status, conclusion }: Progress): Html {
  const [name, colour] =
    conclusion === null
      ? ([status === 'in_progress' ? 'running' : 'waiting', 'yellow'] as const)
      : (ICONS[conclusion] ?? (['neutral', 'gray'] as const))
  return html`<span class="progress ${colour}" title="${progressText({ status, conclusion })}">${icon(name)}</span>`
}

export function progressText({ status, conclusion }: Progress): string {
  return (conclusion ?? status).replaceAll('_', ' ')
}
