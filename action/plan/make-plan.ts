import { mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Prompt } from '../../core/clean/clean.ts'
import { joined } from '../../core/clean/prompt.ts'
import type { Harness } from '../../core/harness/harness.ts'
import type { Outcome, Report } from '../../core/run/report.ts'
import type { AgentOptions, AgentState } from '../agent/agent.ts'
import { createAgent } from '../agent/create-agent.ts'
import { PLANNING } from '../agent/tools/tools.ts'
import { briefAgent } from '../brief-agent.ts'
import { openTreeGit, PATIENCE } from '../git/tree-git.ts'
import { guardScope } from '../guard.ts'
import { phase } from '../log/tell.ts'
import { giveTo } from '../sandbox/quarters.ts'
import type { Stage } from '../stage.ts'

export type MadePlan = {
  outcome: Outcome
  state: AgentState
  /** Files that the planner was given. */
  context: Report['context']
}

/**
 * A planner at work, within the limits of the whole run. It reads a checkout of its own: whatever its commands change
 * there, nobody works on it, and it goes with the run. The report gets what it used.
 *
 * @param more.also What it has to know beside the task.
 */
export async function makePlan(
  stage: Stage,
  harness: Harness,
  { also = null, before }: { also?: Prompt | null; before?: NonNullable<AgentOptions['before']> } = {},
): Promise<MadePlan> {
  const { job, signals, started } = stage
  const { assignment, emit, record, now } = job
  const { limits } = harness
  phase(emit, 'plan', (assignment.roles?.planner ?? assignment.model).name)
  const path = await checkOut(stage)
  const workspace = { ...stage.workspace, path }
  // The implementer is briefed anew: what this one was given, that one has not read.
  const report: Report = { ...stage.report, context: [] }
  const brief = await briefAgent({ ...stage, report, workspace }, { harness, role: 'planner' })
  const host = await stage.rooms.open(path)
  try {
    const agent = createAgent({
      ...{ model: job.roles.planner ?? job.model, tools: host, toolbox: PLANNING },
      ...{
        instructions: brief.instructions,
        beside: brief.beside,
        guard: guardScope(harness.scope, { workspace: host.workspace, frozen: stage.rooms.frozen }),
      },
      ...{ emit, record, now, signal: signals.work },
      limits: { ...limits, time: Math.max(1, Math.round(limits.time - (now() - started))) },
      ...(before && { before }),
    })
    const task = brief.task(null)
    const outcome = await agent.run(also === null ? task : joined([task, also]))
    if (outcome.kind === 'planned')
      emit({ type: 'plan', steps: outcome.plan.steps.map((step) => ({ step, status: 'pending' })) })
    const state = agent.state()
    const { turns, usage, denied } = state
    Object.assign(stage.report, { turns, usage, denied } satisfies Partial<Report>)
    return { outcome, state, context: report.context }
  } finally {
    await host.close()
  }
}

/** What the agent may see of the base commit, once more, beside the workspace and with an index of its own. */
async function checkOut({ job, workspace, signals }: Stage): Promise<string> {
  const { git, gitDir, isolation, visible } = workspace
  const folder = await mkdtemp(join(job.folder, 'plan-'))
  const [workTree, indexFolder] = [join(folder, 'workspace'), join(folder, 'git-index')]
  for (const one of [workTree, indexFolder]) {
    await mkdir(one)
    await giveTo(one, isolation.owner)
  }
  await git(['read-tree', visible], { index: join(indexFolder, 'index') })
  const rooms = { isolation, gitDir, indexFolder, workTree, folder }
  const writer = openTreeGit({ ...rooms, writes: true, patience: PATIENCE.write, signal: signals.work })
  try {
    await writer.run(['checkout-index', '--all', '--force', '--quiet'])
    return workTree
  } finally {
    await writer.close()
  }
}
