import type { GitCommit } from '../git/read-commits.ts'
import type { Schemas } from '../schemas.ts'
import { nodeId } from '../world/node-id.ts'
import type { Repository } from '../world/repository.ts'
import type { Job, Workflow, WorkflowRun } from '../world/workflow-run.ts'
import type { World } from '../world/world.ts'
import { simpleCommitView } from './commit.ts'
import { pullsOfHead } from './pull-request.ts'
import { repositoryView } from './repository.ts'
import { repositoryApiUrl, repositoryHtmlUrl } from './repository-urls.ts'
import { userView } from './user.ts'

export function workflowRunView(
  world: World,
  repository: Repository,
  given: { run: WorkflowRun; commit: GitCommit },
) {
  const { run, commit } = given
  const api = repositoryApiUrl(world, repository)
  const url = `${api}/actions/runs/${run.id}`
  const actor = userView(world, run.actor.account)
  return {
    id: run.id,
    name: run.workflow.name,
    node_id: nodeId('WFR', run.id),
    check_suite_id: run.suiteId,
    check_suite_node_id: nodeId('CS', run.suiteId),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.workflow.path,
    run_number: run.runNumber,
    run_attempt: run.attempt,
    referenced_workflows: [],
    event: run.event,
    display_title: run.displayTitle,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflow.id,
    url,
    html_url: runHtmlUrl(world, repository, run),
    pull_requests: pullsOfHead(world, repository, run.headSha),
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    run_started_at: run.startedAt,
    actor,
    triggering_actor: actor,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.suiteId}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${api}/actions/workflows/${run.workflow.id}`,
    head_commit: simpleCommitView(commit),
    repository: repositoryView(world, repository),
    head_repository: repositoryView(world, repository),
  } satisfies Schemas['workflow-run']
}

export function runHtmlUrl(world: World, repository: Repository, run: WorkflowRun): string {
  return `${repositoryHtmlUrl(world, repository)}/actions/runs/${run.id}`
}

export function workflowView(
  world: World,
  repository: Repository,
  workflow: Workflow,
): Schemas['workflow'] & { id: number } {
  const file = workflow.path.split('/').at(-1)
  return {
    id: workflow.id,
    node_id: nodeId('W', workflow.id),
    name: workflow.name,
    path: workflow.path,
    state: 'active',
    created_at: workflow.createdAt,
    updated_at: workflow.createdAt,
    url: `${repositoryApiUrl(world, repository)}/actions/workflows/${workflow.id}`,
    html_url: `${repositoryHtmlUrl(world, repository)}/blob/${repository.defaultBranch}/${workflow.path}`,
    badge_url: `${repositoryHtmlUrl(world, repository)}/actions/workflows/${file}/badge.svg`,
  }
}

export function jobView(
  world: World,
  repository: Repository,
  given: { run: WorkflowRun; job: Job },
): Schemas['job'] & { id: number } {
  const { run, job } = given
  const api = repositoryApiUrl(world, repository)
  const done = job.completedAt !== null
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: run.workflow.name,
    head_branch: run.headBranch,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: run.attempt,
    node_id: nodeId('WFJ', job.id),
    head_sha: run.headSha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${runHtmlUrl(world, repository, run)}/job/${job.id}`,
    status: done ? 'completed' : 'in_progress',
    conclusion: done ? run.conclusion : null,
    created_at: job.startedAt,
    started_at: job.startedAt,
    completed_at: job.completedAt,
    name: job.name,
    steps: [],
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: ['ubuntu-latest'],
    runner_id: done ? 1 : null,
    runner_name: done ? 'playground' : null,
    runner_group_id: done ? 1 : null,
    runner_group_name: done ? 'GitHub Actions' : null,
  }
}
