import type { z } from 'zod'
import { WorkflowProblem } from '../workflow-problem.ts'
import { check, parseYaml } from './parse-yaml.ts'
import { type Workflow, type WorkflowJob, workflowSchema } from './schema.ts'

/** What GitHub runs and this runner does not: refused with a sentence before anything starts. */
const UNSUPPORTED = {
  strategy: 'a matrix (`strategy`)',
  container: 'a container',
  services: 'service containers (`services`)',
  environment: 'an environment',
} as const

/** @throws WorkflowProblem: syntax, an unknown key, an unknown or circular need, or something not supported here. */
export function parseWorkflow(text: string, path: string): Workflow {
  const workflow = parseYaml(text, path, workflowSchema)
  for (const [id, job] of Object.entries(workflow.jobs)) {
    refuseUnsupported(id, job, path)
    refuseTwins(id, job, path)
    for (const need of job.needs)
      if (!Object.hasOwn(workflow.jobs, need))
        throw new WorkflowProblem(
          `Invalid file ${path}: job '${id}' needs job '${need}', which does not exist.`,
        )
  }
  refuseCircle(workflow, path)
  return workflow
}

/** What stands below one event of `on`. */
export function parseTrigger<S extends z.ZodType>(
  workflow: Workflow,
  event: string,
  { path, schema }: { path: string; schema: S },
): z.infer<S> {
  return check(workflow.on[event] ?? null, `${path}, on.${event}`, schema)
}

function refuseUnsupported(id: string, job: WorkflowJob, path: string): void {
  for (const [key, what] of Object.entries(UNSUPPORTED))
    if (job[key as keyof typeof UNSUPPORTED] !== undefined)
      throw new WorkflowProblem(
        `${path}: job '${id}' asks for ${what}, which the local runner does not have.`,
      )
  if (job.secrets !== undefined && job.secrets !== 'inherit')
    throw new WorkflowProblem(
      `${path}: job '${id}' passes secrets, and the local GitHub keeps none. Leave \`secrets\` out, or write \`inherit\`.`,
    )
}

function refuseTwins(id: string, job: WorkflowJob, path: string): void {
  const ids = (job.steps ?? []).flatMap((step) => (step.id === undefined ? [] : [step.id.toLowerCase()]))
  const twin = ids.find((one, index) => ids.indexOf(one) !== index)
  if (twin !== undefined)
    throw new WorkflowProblem(`Invalid file ${path}: job '${id}' has two steps with the id '${twin}'.`)
}

function refuseCircle(workflow: Workflow, path: string): void {
  const done = new Set<string>()
  const visit = (id: string, way: string[]): void => {
    if (way.includes(id))
      throw new WorkflowProblem(
        `Invalid file ${path}: jobs need each other in a circle: ${[...way, id].join(' → ')}`,
      )
    if (done.has(id)) return
    for (const need of workflow.jobs[id]?.needs ?? []) visit(need, [...way, id])
    done.add(id)
  }
  for (const id of Object.keys(workflow.jobs)) visit(id, [])
}
