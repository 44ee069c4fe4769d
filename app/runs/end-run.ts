import type { Ending } from '../../core/run/conclusion.ts'
import { cancelWorkflow } from '../github/cancel-workflow.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { type Ended, publishRun } from '../publish/publish-run.ts'
import type { Reins } from '../reins.ts'
import { inRun } from './in-run.ts'
import type { Run } from './run.ts'
import { tellEnd } from './tell-end.ts'
import { tellFailure } from './tell-failure.ts'

export type End = {
  to: 'failed' | 'cancelled' | 'timed_out'
  /** A sentence: why, and where it helps, what to do. */
  detail: string
  actor: string
}

/** Ends a run that brings no report. Whoever comes second does nothing. Never throws: what cannot be told is logged. */
export async function endRun(reins: Reins, key: string, { to, detail, actor }: End): Promise<void> {
  const before = await reins.runs.get(key)
  const moved = await reins.runs.move(key, { to, cause: detail, actor })
  if (moved.kind === 'refused') return
  const { run } = moved
  await inRun(reins, { run, name: 'end' }, () =>
    finish(reins, run, { to, detail, began: before?.state !== 'queued' }),
  )
}

async function finish(reins: Reins, run: Run, { to, detail, began }: Finishing): Promise<void> {
  try {
    const { installation, assignment, workflowRun } = run
    const client = await reins.clients(
      { installation, repository: assignment.repository },
      { checks: 'write', actions: 'write' },
    )
    if (workflowRun !== null) await stopWorkflow(reins, client, workflowRun.id)
    const ended = await tell(reins, client, { run, to, detail, began })
    const { conclusion, cause, pullRequestUrl } = ended
    await reins.runs.update(run.key, () => ({
      result: { conclusion, cause, pullRequestUrl, report: null, unread: null },
    }))
    tellEnd(reins, run, conclusion)
  } catch (error) {
    reins.log.error({ err: error }, 'the end of the run could not be told')
    tellEnd(reins, run, 'untold')
  }
}

async function stopWorkflow(reins: Reins, client: RepositoryClient, id: number): Promise<void> {
  try {
    await cancelWorkflow(client, id)
  } catch (error) {
    // It ends by itself, and whatever it sends is refused.
    reins.log.warn({ err: error, workflowRun: id }, 'the workflow was not cancelled')
  }
}

type Finishing = Pick<End, 'to' | 'detail'> & { began: boolean }
type Telling = Finishing & { run: Run }

async function tell(
  reins: Reins,
  client: RepositoryClient,
  { run, to, detail, began }: Telling,
): Promise<Ended> {
  if (to !== 'failed') {
    const outcome =
      to === 'cancelled' ? ({ kind: 'cancelled', detail } as const) : ({ kind: 'lost', detail } as const)
    const ending: Ending = { outcome, failed: [], protectedPaths: [], unmet: [], refused: null }
    return publishRun(reins, client, { run, report: null, ending, changes: [], base: new Map() })
  }
  const title = began ? 'The run ended early' : 'Not started'
  return tellFailure(reins, run, { title, text: detail, cause: detail })
}
