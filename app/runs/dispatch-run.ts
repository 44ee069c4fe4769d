import { basename } from 'node:path'
import { prose } from '../../core/clean/prose.ts'
import { CALLER_WORKFLOW_PATH } from '../../core/harness/caller-workflow.ts'
import { switchedOff } from '../../core/say/switched-off.ts'
import { stepsOf } from '../effects/steps.ts'
import { cancelWorkflow } from '../github/cancel-workflow.ts'
import { type Dispatched, dispatchWorkflow } from '../github/dispatch-workflow.ts'
import { isRefusal } from '../github/is-refusal.ts'
import type { Job, RunTask } from '../jobs/job-queue.ts'
import type { Reins } from '../reins.ts'
import { wordsOf } from '../switches/say-switched-off.ts'
import type { Switch } from '../switches/switches.ts'
import { endRun } from './end-run.ts'
import { endedUnheard } from './ended-unheard.ts'
import { inRun } from './in-run.ts'
import type { Run } from './run.ts'
import { tryAgain } from './try-again.ts'

/** The first word holds up what follows in the run, so it is not tried for as long as the last one. */
const TRIES_OF_FIRST_WORD = 5

type Trying = Pick<RunTask, 'askedAt'> & Pick<Job<RunTask>, 'tried' | 'last'>

/**
 * Starts the repository's workflow for a run, and says so in the one status comment.
 *
 * @throws when GitHub is away. The next try looks for the workflow run before it starts one.
 */
export async function dispatchRun(reins: Reins, run: Run, { askedAt, tried, last }: Trying): Promise<void> {
  const lastOfFirstWord = last || tried >= TRIES_OF_FIRST_WORD
  if (run.state === 'queued') {
    const off = await reins.switches.off({ ...run, repository: run.assignment.repository.id })
    if (off !== null) return endSwitchedOff(reins, run.key, off)
    // Its dispatch is asked for anew when it has its place.
    if (!(await reins.queue.enter(run.key))) return open(reins, run, { last: lastOfFirstWord })
    await inRun(reins, { run, name: 'dispatch' }, () => start(reins, run, askedAt))
  }
  const now = await reins.runs.get(run.key)
  if (tried > 0 && now?.state === 'dispatched' && (await endedUnheard(reins, now))) return
  // Also after a crash between the start and the first word.
  if (now?.state === 'dispatched' || (now?.state === 'running' && now.statusComment === null))
    await open(reins, now, { last: lastOfFirstWord })
}

/** A run is under way with or without its first word. */
async function open({ status, log }: Reins, run: Run, { last }: { last: boolean }): Promise<void> {
  try {
    await status.open(run)
  } catch (error) {
    if (!last && !isRefusal(error)) throw error
    log.warn({ err: error, run: run.key }, 'the status comment was not written')
  }
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
  const dispatch = {
    workflow: basename(CALLER_WORKFLOW_PATH),
    ref: assignment.base.ref,
    inputs: { run: JSON.stringify({ key, server: reins.config.publicUrl }) },
    key,
    ...(run.again && { again: run.again }),
  }
  const dispatched = await dispatchWorkflow(starter, dispatch, { once: stepsOf(reins.effects, key) })
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
