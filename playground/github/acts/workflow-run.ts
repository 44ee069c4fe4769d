import { readCommit } from '../git/read-commits.ts'
import { runHtmlUrl, workflowRunView, workflowView } from '../views/workflow-run.ts'
import { sendWebhook } from '../webhooks/send-webhook.ts'
import type { Actor } from '../world/app.ts'
import { fullName, type Repository } from '../world/repository.ts'
import type { RunConclusion, WorkflowRun } from '../world/workflow-run.ts'
import { tell, timestamp, track, type World } from '../world/world.ts'
import { runnerOrder } from './runner-order.ts'

/** Hands a queued run to the runner, if there is one; without, it waits for ever, as without a runner on GitHub. */
export function startRun(world: World, repository: Repository, run: WorkflowRun): void {
  const { runner } = world.settings
  if (runner) track(world, execute(world, repository, run))
}

async function execute(world: World, repository: Repository, run: WorkflowRun): Promise<void> {
  // The answer to the dispatch leaves first, as on GitHub.
  await new Promise((resolve) => setImmediate(resolve))
  const { runner } = world.settings
  if (!runner || run.status !== 'queued') return
  const { order, revoke } = runnerOrder(world, repository, run)
  run.status = 'in_progress'
  run.startedAt = timestamp(world)
  announceRun(world, repository, { run, action: 'in_progress' })
  let conclusion: RunConclusion = 'failure'
  try {
    run.running = runner(order)
    conclusion = (await run.running.done).conclusion
  } catch (error) {
    // A runner that breaks is a failed run with the reason in its log, as a lost machine is on GitHub.
    order.onLog('playground', `The runner broke: ${(error as Error).stack ?? error}`)
  }
  revoke()
  finishRun(world, repository, { run, conclusion })
}

function finishRun(
  world: World,
  repository: Repository,
  given: { run: WorkflowRun; conclusion: RunConclusion },
): void {
  const { run, conclusion } = given
  Object.assign(run, { status: 'completed', conclusion, running: null, updatedAt: timestamp(world) })
  for (const job of run.jobs.values()) job.completedAt ??= timestamp(world)
  announceRun(world, repository, { run, action: 'completed' })
}

/** The job of a run that no runner was found for fails. */
export function failRun(world: World, repository: Repository, run: WorkflowRun): void {
  if (run.status !== 'queued') throw new Error(`The workflow run ${run.id} is ${run.status}.`)
  finishRun(world, repository, { run, conclusion: 'failure' })
}

/** Asks a run to stop. @returns false when it is over already. */
export function cancelRun(world: World, repository: Repository, run: WorkflowRun): boolean {
  if (run.status === 'completed') return false
  if (run.running) run.running.cancel()
  else finishRun(world, repository, { run, conclusion: 'cancelled' })
  return true
}

/** `workflow_run`, and the line for whoever watches. */
export function announceRun(
  world: World,
  repository: Repository,
  given: { run: WorkflowRun; action: 'requested' | 'in_progress' | 'completed' },
): void {
  const { run, action } = given
  run.updatedAt = timestamp(world)
  tell(world, {
    type: 'workflow_run',
    repository: fullName(repository),
    id: run.id,
    name: run.displayTitle,
    status: run.status,
    conclusion: run.conclusion,
    url: runHtmlUrl(world, repository, run),
  })
  const actor: Actor = run.actor
  const { status, conclusion } = run
  const payload = async () => {
    const commit = await readCommit(repository.git, run.headSha)
    const view = workflowRunView(world, repository, { run, commit })
    return {
      // The state it had when this happened, however late the event leaves.
      workflow_run: { ...view, status, conclusion },
      workflow: workflowView(world, repository, run.workflow),
    }
  }
  sendWebhook(world, { event: 'workflow_run', action, repository, actor, payload })
}
