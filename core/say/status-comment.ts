import { codeSpan } from '../markdown/write.ts'
import type { Conclusion } from '../run/conclusion.ts'
import type { Phase } from '../run/event.ts'
import type { Usage } from '../run/usage.ts'
import { defuseLine } from './defuse.ts'
import { inert } from './inert.ts'
import { inertText } from './inert-text.ts'
import { statusMarker } from './marker.ts'
import { duration, money, ordinal, plural } from './numbers.ts'

type Run = {
  key: string
  /** Of its mark: signed by the App. */
  tag: string
  /** Who asked. */
  actor: string
  /** "/agent" */
  trigger: string
  /** GitHub's address, without a slash at the end. */
  server: string
  workflowRunUrl: string | null
}
export type RunningStatus = Run & {
  state: 'running'
  phase: Phase
  /** Of the last turn: its number and what the agent said; null before the first. */
  turn: { number: number; say: string } | null
  usage: Usage | null
}
export type EndedStatus = Run & {
  state: 'ended'
  conclusion: Conclusion
  /** Plain text. */
  title: string
  /** What happened and what to do, Markdown made harmless already. */
  text: string
  pullRequestUrl: string | null
  turns: number
  ms: number
  cost: number
}
export type QueuedStatus = Run & {
  state: 'queued'
  /** Its place in line: 1 is next; null: it has its turn. */
  line: number | null
  /** It was started before, in vain, `count` times of at most `of`, and why; null: not yet. */
  again: { count: number; of: number; why: string } | null
}
export type StatusView = QueuedStatus | (Run & { state: 'dispatched' }) | RunningStatus | EndedStatus

/** The one comment that tells how a run goes, written anew in place. At most about 9,000 characters. */
export function statusComment(status: StatusView): string {
  return `${statusMarker(status.key, status.tag)}
${told(status)}

<sub>${[`Run ${codeSpan(status.key)}`, `asked for by ${status.actor}`, link('workflow run', status.workflowRunUrl)].filter(Boolean).join(' · ')}</sub>
`
}

const PHASES: Record<Phase, string> = {
  workspace: 'Fetching the commit it works on',
  setup: 'Running the setup command',
  baseline: 'Running the checks once before anything changes',
  plan: 'Writing a plan',
  agent: 'Working on the issue',
  gates: 'Running the gates on its changes',
  repair: 'Mending what the gates found',
  review: 'Reading the change as a reviewer',
  report: 'Sending the report',
}

const ICONS: Record<Conclusion, string> = {
  success: '✅',
  failure: '❌',
  neutral: '⚪',
  action_required: '✋',
  cancelled: '⏹️',
  timed_out: '⌛',
}

function told(status: StatusView): string {
  switch (status.state) {
    case 'queued':
      return toldQueued(status)
    case 'dispatched':
      return '🕓 **Started.** The run waits for a runner of GitHub Actions.'
    case 'running':
      return toldRunning(status)
    case 'ended':
      return toldEnded(status)
  }
}

function toldQueued({ line, again, server }: QueuedStatus): string {
  if (line !== null)
    return `🕓 **${ordinal(line)} in line.** As many runs are under way as may be at once; this one starts by itself when a place is free.`
  if (again !== null)
    return `🕓 **Starting again (${again.count} of ${again.of}).** ${defuseLine(again.why, { server, most: 500 })} Nothing has to be done.`
  return '🕓 **Accepted.** The run waits to be started.'
}

function toldRunning({ phase, turn, usage, server }: RunningStatus): string {
  const numbers = [turn ? `turn ${turn.number}` : '', usage ? money(usage.cost) : ''].filter(Boolean)
  const head = `🏃 **${PHASES[phase]}**${numbers.length > 0 ? ` (${numbers.join(', ')})` : ''}`
  const say = turn ? defuseLine(turn.say, { server, most: 500 }) : ''
  return say === '' ? head : `${head}\n\n> ${say}`
}

function toldEnded(status: EndedStatus): string {
  const pullRequest =
    status.pullRequestUrl === null ? '' : `\n\n**Draft pull request:** ${status.pullRequestUrl}`
  const numbers =
    status.turns > 0
      ? `\n\n${plural(status.turns, 'turn')}, ${duration(status.ms)}, ${money(status.cost)}`
      : ''
  return `${ICONS[status.conclusion]} **${inertText(inert(status.title), status.server)}**\n\n${status.text}${pullRequest}${numbers}`
}

function link(text: string, url: string | null): string {
  return url === null ? '' : `[${text}](${url})`
}
