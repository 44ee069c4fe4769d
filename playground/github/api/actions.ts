import { z } from 'zod'
import { dispatchWorkflow } from '../acts/dispatch.ts'
import { cancelRun } from '../acts/workflow-run.ts'
import { findWorkflow, listWorkflows } from '../acts/workflows.ts'
import { readCommits } from '../git/read-commits.ts'
import { endpoint } from '../http/endpoint.ts'
import { paginate } from '../http/paginate.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { jobView, runHtmlUrl, workflowRunView, workflowView } from '../views/workflow-run.ts'
import type { Repository } from '../world/repository.ts'
import type { WorkflowRun } from '../world/workflow-run.ts'
import type { World } from '../world/world.ts'
import { theWorkflowRun } from './find.ts'

const listSchema = z.object({
  event: z.string().optional(),
  status: z.string().optional(),
  branch: z.string().optional(),
  actor: z.string().optional(),
  head_sha: z.string().optional(),
  created: z.string().optional(),
})

export const actions = [
  endpoint('GET /repos/{owner}/{repo}/actions/workflows')({
    docs: 'actions/workflows#list-repository-workflows',
    needs: 'actions=read',
    answer: async (call) => {
      const { world, repository } = call
      const found = await listWorkflows(world, repository)
      const { slice, headers } = paginate(call, found)
      const workflows = slice.map((one) => workflowView(world, repository, one))
      return { status: 200, body: { total_count: found.length, workflows }, headers }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}')({
    docs: 'actions/workflows#get-a-workflow',
    needs: 'actions=read',
    answer: async ({ world, repository, params }) => {
      const workflow = await theWorkflow(world, repository, params.workflow_id)
      return { status: 200, body: workflowView(world, repository, workflow) }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches')({
    docs: 'actions/workflows#create-a-workflow-dispatch-event',
    needs: 'actions=write',
    body: z.object({
      ref: z.string(),
      inputs: z.record(z.string(), z.unknown()).default({}),
      return_run_details: z.boolean().default(false),
    }),
    answer: async ({ world, repository, params, actor, body }) => {
      const workflow = await theWorkflow(world, repository, params.workflow_id)
      const { ref, inputs } = body
      const run = await dispatchWorkflow(world, repository, { workflow, ref, inputs, actor })
      if (!body.return_run_details) return { status: 204, body: null }
      const run_url = `${world.urls.api}/repos/${repository.owner.login}/${repository.name}/actions/runs/${run.id}`
      const html_url = runHtmlUrl(world, repository, run)
      return { status: 200, body: { workflow_run_id: run.id, run_url, html_url } }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/actions/runs')({
    docs: 'actions/workflow-runs#list-workflow-runs-for-a-repository',
    needs: 'actions=read',
    query: listSchema,
    answer: async (call) => {
      const found = select(call.repository, call.query)
      const { slice, headers } = paginate(call, found)
      const workflow_runs = await views(call.world, call.repository, slice)
      return { status: 200, body: { total_count: found.length, workflow_runs }, headers }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs')({
    docs: 'actions/workflow-runs#list-workflow-runs-for-a-workflow',
    needs: 'actions=read',
    query: listSchema,
    answer: async (call) => {
      const { world, repository, params, query } = call
      const workflow = await theWorkflow(world, repository, params.workflow_id)
      const found = select(repository, query).filter((run) => run.workflow === workflow)
      const { slice, headers } = paginate(call, found)
      const workflow_runs = await views(world, repository, slice)
      return { status: 200, body: { total_count: found.length, workflow_runs }, headers }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/actions/runs/{run_id}')({
    docs: 'actions/workflow-runs#get-a-workflow-run',
    needs: 'actions=read',
    answer: async ({ world, repository, params }) => {
      const [body] = await views(world, repository, [theWorkflowRun(repository, params.run_id)])
      if (!body) throw notFound()
      return { status: 200, body }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel')({
    docs: 'actions/workflow-runs#cancel-a-workflow-run',
    needs: 'actions=write',
    answer: ({ world, repository, params }) => {
      if (!cancelRun(world, repository, theWorkflowRun(repository, params.run_id)))
        throw new Refusal(409, 'Cannot cancel a workflow run that is completed.')
      return { status: 202, body: {} }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs')({
    docs: 'actions/workflow-jobs#list-jobs-for-a-workflow-run',
    needs: 'actions=read',
    answer: (call) => {
      const { world, repository, params } = call
      const run = theWorkflowRun(repository, params.run_id)
      const found = [...run.jobs.values()]
      const { slice, headers } = paginate(call, found)
      const jobs = slice.map((job) => jobView(world, repository, { run, job }))
      return { status: 200, body: { total_count: found.length, jobs }, headers }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/actions/jobs/{job_id}')({
    docs: 'actions/workflow-jobs#get-a-job-for-a-workflow-run',
    needs: 'actions=read',
    answer: ({ world, repository, params }) => {
      return { status: 200, body: jobView(world, repository, theJob(repository, params.job_id)) }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs')({
    docs: 'actions/workflow-jobs#download-job-logs-for-a-workflow-run',
    needs: 'actions=read',
    answer: ({ world, repository, params }) => {
      const { job } = theJob(repository, params.job_id)
      // GitHub answers with an address that needs no token and holds for a minute.
      const location = `${world.urls.html}/_services/logs/${repository.id}/${job.id}`
      return { status: 302, body: null, headers: { location } }
    },
  }),
]

async function theWorkflow(world: World, repository: Repository, idOrFile: string) {
  const workflow = await findWorkflow(world, repository, idOrFile)
  if (!workflow) throw notFound()
  return workflow
}

function theJob(repository: Repository, id: string) {
  for (const run of repository.workflowRuns.values())
    for (const job of run.jobs.values()) if (String(job.id) === id) return { run, job }
  throw notFound()
}

function select(repository: Repository, query: z.infer<typeof listSchema>): WorkflowRun[] {
  const from = query.created?.startsWith('>=') ? query.created.slice(2) : null
  return [...repository.workflowRuns.values()]
    .reverse()
    .filter((run) => !query.event || run.event === query.event)
    .filter((run) => !query.status || run.status === query.status || run.conclusion === query.status)
    .filter((run) => !query.branch || run.headBranch === query.branch)
    .filter((run) => !query.actor || run.actor.account.login === query.actor)
    .filter((run) => !query.head_sha || run.headSha === query.head_sha)
    .filter((run) => from === null || Date.parse(run.createdAt) >= Date.parse(from))
}

async function views(world: World, repository: Repository, runs: WorkflowRun[]) {
  const commits = await readCommits(
    repository.git,
    runs.map((run) => run.headSha),
  )
  return runs.flatMap((run, index) => {
    const commit = commits[index]
    return commit ? [workflowRunView(world, repository, { run, commit })] : []
  })
}
