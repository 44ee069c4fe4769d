import { codeSpan } from '../markdown/write.ts'
import type { RunState, RunView } from '../run/decision.ts'
import { cutLine } from './cut.ts'
import { inertText } from './inert-text.ts'
import { moment, plural } from './numbers.ts'

const MOST = 10
const NOWHERE = '\u0000'

const STATES: Record<RunState, string> = {
  queued: '🕓 waiting to be dispatched',
  dispatched: '🕓 waiting for a runner',
  running: '🏃 running',
  reported: '🏃 publishing',
  published: '✅ published',
  denied: '🚫 denied',
  blocked: '✋ waits for a person',
  cancelled: '⏹ cancelled',
  timed_out: '⌛ timed out',
  failed: '❌ failed',
}

/** The answer to `/agent status`: runs of one issue, newest first. */
export function runsText({ runs, trigger }: { runs: RunView[]; trigger: string }): string {
  const shown = runs.filter((run) => run.state !== 'denied')
  if (shown.length === 0)
    return `Nothing has run here yet. ${codeSpan(`${trigger} implement`)} on an issue starts the first run.`
  const more = shown.length - MOST
  return [
    ...shown.slice(0, MOST).map(runLine),
    ...(more > 0 ? [`- … and ${plural(more, 'older run')}.`] : []),
  ].join('\n')
}

function runLine(run: RunView): string {
  const links = [
    run.pullRequestUrl === null ? '' : `[pull request](${run.pullRequestUrl})`,
    run.workflowUrl === null ? '' : `[workflow run](${run.workflowUrl})`,
  ].filter((link) => link !== '')
  const cause = run.cause === null ? '' : `: ${cutLine(inertText(oneLine(run.cause), NOWHERE), 300)}`
  const conclusion = run.conclusion === null || run.state !== 'published' ? '' : ` (${run.conclusion})`
  const asked = `asked for by ${run.actor}, ${moment(run.startedAt)}`
  return `- **${STATES[run.state]}**${conclusion}${cause} — ${[asked, ...links].join(' · ')}`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
