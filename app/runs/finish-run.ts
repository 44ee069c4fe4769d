import type { Ending } from '../../core/run/conclusion.ts'
import { cancelWorkflow } from '../github/cancel-workflow.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { type Ended, publishRun, type Try } from '../publish/publish-run.ts'
import type { Reins } from '../reins.ts'
import { inRun } from './in-run.ts'
import type { Run } from './run.ts'
import { tellEnd } from './tell-end.ts'
import { tellFailure } from './tell-failure.ts'

/** Tells people how a run ended that brought no report, and stops what is left of it. @throws when GitHub is away. */
export async function finishRun(reins: Reins, run: Run, { last }: Try): Promise<void> {
  if (run.result !== null) return
  await inRun(reins, { run, name: 'end' }, () => finish(reins, run, { last }))
}

async function finish(reins: Reins, run: Run, { last }: Try): Promise<void> {
  const { installation, assignment, workflowRun } = run
  const client = await reins.clients(
    { installation, repository: assignment.repository },
    { checks: 'write', actions: 'write' },
  )
  if (workflowRun !== null) await stopWorkflow(reins, client, workflowRun.id)
  const { conclusion, cause, message, pullRequestUrl } = await tell(reins, client, { run, last })
  await reins.runs.update(run.key, () => ({ result: { conclusion, cause, message, pullRequestUrl } }))
  tellEnd(reins, run, conclusion)
}

async function stopWorkflow(reins: Reins, client: RepositoryClient, id: number): Promise<void> {
  try {
    await cancelWorkflow(client, id)
  } catch (error) {
    // It ends by itself, and whatever it sends is refused.
    reins.log.warn({ err: error, workflowRun: id }, 'the workflow was not cancelled')
  }
}

async function tell(
  reins: Reins,
  client: RepositoryClient,
  { run, last }: { run: Run } & Try,
): Promise<Ended> {
  const { from, cause: detail = '' } = run.history.at(-1) ?? {}
  if (run.state !== 'failed') {
    const outcome =
      run.state === 'cancelled'
        ? ({ kind: 'cancelled', detail } as const)
        : ({ kind: 'lost', detail } as const)
    const ending: Ending = { outcome, failed: [], protectedPaths: [], unmet: [], refused: null }
    return publishRun(reins, client, { run, report: null, ending, changes: [], base: new Map(), last })
  }
  const title = from === 'queued' ? 'Not started' : 'The run ended early'
  return tellFailure(reins, run, { title, text: detail, cause: detail, last })
}
