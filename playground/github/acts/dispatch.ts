import { evaluateText } from '../../runner/expressions/template.ts'
import { WorkflowProblem } from '../../runner/workflow-problem.ts'
import { readRef, resolveCommit } from '../git/resolve.ts'
import { readFileAt } from '../git/tree.ts'
import { unprocessable } from '../http/refusal.ts'
import type { Actor, App } from '../world/app.ts'
import type { Repository } from '../world/repository.ts'
import type { Workflow, WorkflowRun } from '../world/workflow-run.ts'
import { nextId, timestamp, type World } from '../world/world.ts'
import { actionsApp } from './actions-app.ts'
import { ensureCheckSuite } from './check-suite.ts'
import { checkInputs, parseWorkflow } from './parse-workflow.ts'
import { announceRun, startRun } from './workflow-run.ts'

/** Starts a run of a workflow by hand. @throws Refusal 422, in GitHub's words. */
export async function dispatchWorkflow(
  world: World,
  repository: Repository,
  given: { workflow: Workflow; ref: string; inputs: Record<string, unknown>; actor: Actor },
): Promise<WorkflowRun> {
  const { workflow, actor } = given
  const ref = await findRef(repository, given.ref)
  const sha = ref && (await resolveCommit(repository.git, ref))
  if (!ref || !sha) throw unprocessable(`No ref found for: ${given.ref}`)
  const text = (await readFileAt(repository.git, sha, workflow.path))?.toString()
  const parsed = text === undefined ? null : parseWorkflow(text, workflow.path)
  if (!parsed?.inputs) throw unprocessable("Workflow does not have 'workflow_dispatch' trigger")
  const inputs = checkInputs(parsed.inputs, given.inputs)
  const run = newRun(world, repository, {
    workflow,
    title: titleOf(parsed.runName, inputs) || workflow.name,
    ref,
    sha,
    inputs,
    actor,
    app: actionsApp(world),
  })
  announceRun(world, repository, { run, action: 'requested' })
  startRun(world, repository, run)
  return run
}

/** GitHub names a run when it makes it, long before a runner has it. What the runner makes of a broken name is its affair. */
function titleOf(runName: string | null, inputs: Record<string, string>): string {
  try {
    return evaluateText(runName, { contexts: { github: {}, inputs, vars: {} } }).trim()
  } catch (error) {
    if (error instanceof WorkflowProblem) return ''
    throw error
  }
}

async function findRef(repository: Repository, name: string): Promise<string | null> {
  const candidates = name.startsWith('refs/') ? [name] : [`refs/heads/${name}`, `refs/tags/${name}`]
  for (const ref of candidates) if (await readRef(repository.git, ref)) return ref
  return null
}

function newRun(
  world: World,
  repository: Repository,
  given: {
    workflow: Workflow
    title: string
    ref: string
    sha: string
    inputs: Record<string, string>
    actor: Actor
    app: App
  },
): WorkflowRun {
  const { workflow, title, ref, sha, inputs, actor, app } = given
  const branch = ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null
  const earlier = [...repository.workflowRuns.values()].filter((one) => one.workflow === workflow)
  const { suite } = ensureCheckSuite(world, repository, { app, sha, branch, before: null })
  const at = timestamp(world)
  const run: WorkflowRun = {
    id: nextId(world),
    suiteId: suite.id,
    workflow,
    displayTitle: title,
    runNumber: earlier.length + 1,
    attempt: 1,
    event: 'workflow_dispatch',
    ref,
    headBranch: branch ?? ref.replace(/^refs\/tags\//, ''),
    headSha: sha,
    inputs,
    actor,
    status: 'queued',
    conclusion: null,
    createdAt: at,
    startedAt: at,
    updatedAt: at,
    jobs: new Map(),
    summaries: [],
    running: null,
  }
  repository.workflowRuns.set(run.id, run)
  return run
}
