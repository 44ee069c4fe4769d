import { codeSpan } from '../markdown/write.ts'
import type { RunState, RunView } from '../run/decision.ts'
import { defuseLine } from './defuse.ts'
import { moment, plural } from './numbers.ts'

const MOST = 10

const STATES: Record<RunState, string> = {
  queued: '🕓 **queued**',
  dispatched: '🕓 **waiting for a runner**',
  running: '🏃 **running**',
  reported: '🏃 **publishing**',
  published: '✅ **published**',
  denied: '🚫 **denied**',
  blocked: '✋ **waits for a person**',
  cancelled: '⏹️ **stopped**',
  timed_out: '⌛ **timed out**',
  failed: '❌ **failed**',
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
  // What a cause quotes was written by anybody: no address in it becomes a link.
  const cause = run.cause === null ? '' : `: ${defuseLine(run.cause, { server: NOWHERE, most: 300 })}`
  const conclusion = run.conclusion === null || run.state !== 'published' ? '' : ` (${run.conclusion})`
  return [
    `- ${STATES[run.state]}${conclusion}${cause}`,
    `asked for by ${run.actor}, ${moment(run.startedAt)}`,
    ...(run.pullRequestUrl === null ? [] : [`[pull request](${run.pullRequestUrl})`]),
    ...(run.workflowUrl === null ? [] : [`[workflow run](${run.workflowUrl})`]),
  ].join(' · ')
}

const NOWHERE = '\u0000'
