import type { RunnerOrder } from '../../interface/runner.ts'
import { WorkflowProblem } from '../workflow-problem.ts'
import { parseWorkflow } from './parse-workflow.ts'
import { DEFAULT_PERMISSIONS, narrowPermissions, type Permissions, readPermissions } from './permissions.ts'
import type { Workflow, WorkflowJob } from './schema.ts'
import { parseUses } from './uses.ts'

/** Where a workflow file stands. `ref` is full: "refs/tags/v1", or a commit id. */
export type Source = { repository: string; commit: string; ref: string; path: string }

export type LoadedWorkflow = { source: Source; workflow: Workflow; jobs: Map<string, LoadedJob> }
export type LoadedJob = { job: WorkflowJob; permissions: Permissions; called: LoadedWorkflow | null }

/** https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows#nesting-reusable-workflows */
const MAX_LEVELS = 10

type Caller = { ceiling: Permissions; way: string[] }

/**
 * A workflow with all it calls, permissions settled: what is wrong with any of them is found before a job starts.
 * @throws WorkflowProblem
 */
export async function loadWorkflow(
  order: RunnerOrder,
  source: Source,
  caller?: Caller,
): Promise<LoadedWorkflow> {
  const name = workflowRef(source)
  const way = [...(caller?.way ?? []), name]
  if (caller?.way.includes(name))
    throw new WorkflowProblem(`Workflows call each other in a circle: ${way.join(' → ')}`)
  if (way.length > MAX_LEVELS)
    throw new WorkflowProblem(`Workflows are nested more than ${MAX_LEVELS} deep: ${way.join(' → ')}`)
  const text = await order.readFile(source.repository, source.commit, source.path)
  if (text === null)
    throw new WorkflowProblem(`There is no workflow ${source.path} in ${source.repository} at ${source.ref}.`)
  const workflow = parseWorkflow(text, source.path)
  if (caller && !Object.hasOwn(workflow.on, 'workflow_call'))
    throw new WorkflowProblem(`${name} cannot be called: it has no \`on: workflow_call\`.`)

  const jobs = new Map<string, LoadedJob>()
  for (const [id, job] of Object.entries(workflow.jobs)) {
    const asked = readPermissions(job.permissions ?? workflow.permissions, `${name}, job '${id}'`)
    const permissions = caller
      ? narrowPermissions(asked ?? caller.ceiling, caller.ceiling, `${name}, job '${id}',`)
      : (asked ?? DEFAULT_PERMISSIONS)
    const called =
      job.uses === undefined
        ? null
        : await loadWorkflow(order, await locate(order, source, job.uses), { ceiling: permissions, way })
    jobs.set(id, { job, permissions, called })
  }
  return { source, workflow, jobs }
}

/** The form of `github.workflow_ref` and of the claim `job_workflow_ref`. */
export function workflowRef(source: Source): string {
  return `${source.repository}/${source.path}@${source.ref}`
}

async function locate(order: RunnerOrder, caller: Source, text: string): Promise<Source> {
  const uses = parseUses(text)
  if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(uses.path))
    throw new WorkflowProblem(`'${text}' is no workflow: it has to be a file in .github/workflows.`)
  if (uses.kind === 'local') return { ...caller, path: uses.path }
  const { repository, path, ref } = uses
  if (/^[0-9a-f]{40}$/.test(ref)) return { repository, path, commit: ref, ref }
  // A tag wins over a branch of the same name.
  const full = ref.startsWith('refs/') ? [ref] : [`refs/tags/${ref}`, `refs/heads/${ref}`]
  for (const one of full)
    if ((await order.readFile(repository, one, path)) !== null)
      return { repository, path, commit: one, ref: one }
  throw new WorkflowProblem(
    `'${text}': workflow was not found. ${repository} has no tag or branch '${ref}' with that file.`,
  )
}
