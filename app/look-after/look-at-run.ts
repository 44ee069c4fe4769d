import { lookAgain } from '../confirm/look-again.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { readStanding } from '../github/read-standing.ts'
import { readState } from '../github/read-state.ts'
import { readWorkflowRun } from '../github/read-workflow-run.ts'
import type { Reins } from '../reins.ts'
import { endRun } from '../runs/end-run.ts'
import { endUntold } from '../runs/end-untold.ts'
import { inRun } from '../runs/in-run.ts'
import type { Run } from '../runs/run.ts'
import { stopRun } from '../runs/stop-run.ts'
import { type Seen, type Trouble, toTrouble } from './to-trouble.ts'

/** Asks GitHub whether a run can still come to its end, and ends it when it cannot. Two calls. @throws when GitHub does not say. */
export async function lookAtRun(reins: Reins, run: Run): Promise<void> {
  await inRun(reins, { run, name: 'look after' }, async () => {
    const { installation, assignment } = run
    const { repository, issue } = assignment
    const place = { installation, repository }
    const client = await orNull([422], () =>
      reins.clients(
        place,
        { actions: 'read', contents: 'read', issues: 'write', pull_requests: 'read' },
        { urgency: 'progress' },
      ),
    )
    // What the App may do was asked before; what is left is that the repository is not among the installation's.
    if (client === null) return act(reins, run, null, toTrouble(run, GONE))
    const where = { repository: repository.id, issue: issue.number, branch: assignment.base.ref }
    const standing = await lookAgain(
      () => readStanding(client, where),
      (found) => !Object.values(found).includes('gone'),
    )
    const workflow = standing.repository === 'gone' ? null : await readWorkflow(client, run)
    await act(reins, run, client, toTrouble(run, { standing, workflow }))
  })
}

const GONE: Seen = { standing: { repository: 'gone', issue: 'gone', branch: 'gone' }, workflow: null }

async function readWorkflow(
  client: RepositoryClient,
  { state, workflowRun }: Run,
): Promise<Seen['workflow']> {
  if (workflowRun === null || (state !== 'dispatched' && state !== 'running')) return null
  return (await orNull([404, 410], () => readWorkflowRun(client, workflowRun.id))) ?? 'gone'
}

async function act(
  reins: Reins,
  { key, assignment }: Run,
  client: RepositoryClient | null,
  trouble: Trouble | null,
): Promise<void> {
  if (trouble === null) return
  reins.log.info({ trouble: trouble.kind }, 'a run cannot go on')
  if (trouble.kind === 'untold') return endUntold(reins, key, trouble.cause)
  if (trouble.kind === 'end') return endRun(reins, key, trouble.end)
  const by = client === null ? null : (await readState(client, assignment.issue.number)).closedBy
  const actor = by ?? 'somebody'
  await stopRun(reins, key, { actor, why: `${actor} closed the issue` })
}

async function orNull<T>(statuses: number[], ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (statuses.includes((error as { status?: number }).status ?? 0)) return null
    throw error
  }
}
