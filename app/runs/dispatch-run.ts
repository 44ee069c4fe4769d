import { basename } from 'node:path'
import { prose } from '../../core/clean/prose.ts'
import { CALLER_WORKFLOW_PATH } from '../../core/harness/caller-workflow.ts'
import { switchedOff } from '../../core/say/switched-off.ts'
import { cancelWorkflow } from '../github/cancel-workflow.ts'
import { type Dispatched, dispatchWorkflow } from '../github/dispatch-workflow.ts'
import type { RepositoryClient } from '../github/installation.ts'
import type { RunTask } from '../jobs/job-queue.ts'
import type { Reins } from '../reins.ts'
import { wordsOf } from '../switches/say-switched-off.ts'
import type { Switch } from '../switches/switches.ts'
import { endRun } from './end-run.ts'
import { inRun } from './in-run.ts'
import type { Run } from './run.ts'
import { tryAgain } from './try-again.ts'

/** Starts the repository's workflow for a run, and says so in the one status comment. */
export async function dispatchRun(
  reins: Reins,
  run: Run,
  { askedAt }: Pick<RunTask, 'askedAt'>,
): Promise<void> {
  if (run.state === 'queued') {
    const off = await reins.switches.off({ ...run, repository: run.assignment.repository.id })
    if (off !== null) return endSwitchedOff(reins, run.key, off)
    // Its dispatch is asked for anew when it has its place.
    if (!(await reins.queue.enter(run.key))) return reins.status.open(run)
    await inRun(reins, { run, name: 'dispatch' }, () => start(reins, run, askedAt))
  }
  const now = await reins.runs.get(run.key)
  // Also after a crash between the start and the first word.
  if (now?.state === 'dispatched') await reins.status.open(now)
}

function endSwitchedOff(reins: Reins, key: string, off: Switch): Promise<void> {
  const detail = switchedOff(wordsOf(reins, off))
  return endRun(reins, key, { to: 'failed', detail, actor: 'reins', from: ['queued'] })
}

async function start(reins: Reins, run: Run, askedAt: number | undefined): Promise<void> {
  const { key, installation, assignment } = run
  // Of its own, so that nothing that reads may start a workflow.
  const starter = await reins.clients(
    { installation, repository: assignment.repository },
    { actions: 'write' },
  )
  const dispatched = await dispatch(reins, starter, run)
  if (dispatched.kind === 'unseen' && (await tryAgain(reins, run, dispatched.message))) return
  if (dispatched.kind !== 'dispatched')
    return endRun(reins, key, { to: 'failed', detail: explain(dispatched, run), actor: 'github' })
  const { workflowRun } = dispatched
  const moved = await reins.runs.move(
    key,
    { to: 'dispatched', cause: `started workflow run ${workflowRun.id}`, actor: 'reins' },
    { workflowRun },
  )
  if (askedAt !== undefined) reins.metrics.runs.dispatched((reins.now() - askedAt) / 1_000)
  // Somebody ended it while GitHub was starting it.
  if (moved.kind === 'refused') await cancelWorkflow(starter, workflowRun.id)
}

/** A run that is there never stays without an end, so what breaks here is told as a refusal. */
async function dispatch(
  { config, log }: Reins,
  client: RepositoryClient,
  { key, assignment, again }: Run,
): Promise<Dispatched> {
  try {
    return await dispatchWorkflow(client, {
      workflow: basename(CALLER_WORKFLOW_PATH),
      ref: assignment.base.ref,
      inputs: { run: JSON.stringify({ key, server: config.publicUrl }) },
      key,
      ...(again && { again }),
    })
  } catch (error) {
    log.error({ err: error }, 'the dispatch broke off')
    return { kind: 'unseen', message: 'GitHub could not be reached to start the workflow.' }
  }
}

/** Why GitHub did not start the workflow, and what to do about it. */
function explain(
  refused: Exclude<Dispatched, { kind: 'dispatched' }>,
  { assignment: { base } }: Run,
): string {
  if (refused.kind === 'unseen') return refused.message
  const said = `GitHub did not start \`${CALLER_WORKFLOW_PATH}\` (${refused.status}: ${prose(refused.message).text}).`
  switch (refused.status) {
    case 403:
      return `${said} Check that Actions are enabled for this repository, and that the App may write Actions.`
    case 404:
      return `${said} Check that the workflow is on \`${base.ref}\`, is not disabled, and that the App may write Actions.`
    default:
      return `${said} Check that it has \`on: workflow_dispatch\` with one input \`run\`, as documented, and is not disabled.`
  }
}
