import { mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Harness } from '../../core/harness/harness.ts'
import type { Outcome } from '../../core/run/report.ts'
import type { AgentOptions, AgentState } from '../agent/agent.ts'
import { createAgent } from '../agent/create-agent.ts'
import { PLANNING } from '../agent/tools/tools.ts'
import type { Brief } from '../brief-agent.ts'
import { guardScope } from '../guard.ts'
import { lastingHost } from '../lasting-host.ts'
import { phase } from '../log/tell.ts'
import type { Stage } from '../stage.ts'
import type { Workspace } from '../workspace.ts'

export type PlanOrder = {
  harness: Harness
  brief: Brief
  /** What is to be planned: the first message. */
  task: string
  before?: NonNullable<AgentOptions['before']>
}

/**
 * A planner at work, within the limits of the whole run. It reads a checkout of its own: whatever its commands change
 * there, nobody works on it, and it goes with the run.
 */
export async function makePlan(
  { job, signals, workspace, started }: Stage,
  { harness, brief, task, before }: PlanOrder,
): Promise<{ outcome: Outcome; state: AgentState }> {
  const { assignment, emit, record, now } = job
  const { limits } = harness
  phase(emit, 'plan', (assignment.roles?.planner ?? assignment.model).name)
  const path = await checkOut(workspace, { folder: job.folder, signal: signals.work })
  const host = await lastingHost(() => job.startHost(path))
  try {
    const agent = createAgent({
      ...{ model: job.roles.planner ?? job.model, tools: host, toolbox: PLANNING },
      ...{ instructions: brief.planning, emit, record, now, signal: signals.work },
      limits: { ...limits, time: Math.max(1, Math.round(limits.time - (now() - started))) },
      guard: guardScope(harness.scope, path),
      ...(before && { before }),
    })
    const outcome = await agent.run(task)
    if (outcome.kind === 'planned')
      emit({ type: 'plan', steps: outcome.plan.steps.map((step) => ({ step, status: 'pending' })) })
    return { outcome, state: agent.state() }
  } finally {
    await host.close()
  }
}

/** What the agent may see of the base commit, once more, beside the workspace and with an index of its own. */
async function checkOut(
  { git, visible }: Workspace,
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<string> {
  const own = await mkdtemp(join(folder, 'plan-'))
  const workTree = join(own, 'workspace')
  await mkdir(workTree)
  const call = { workTree, index: join(own, 'index'), signal }
  await git(['read-tree', visible], call)
  await git(['checkout-index', '--all', '--force', '--quiet'], call)
  return workTree
}
