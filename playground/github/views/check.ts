import type { Schemas } from '../schemas.ts'
import type { Annotation, CheckRun, CheckSuite } from '../world/check.ts'
import { nodeId } from '../world/node-id.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { appView } from './app.ts'
import { pullsOfHead } from './pull-request.ts'
import { repositoryView } from './repository.ts'
import { repositoryApiUrl, repositoryHtmlUrl } from './repository-urls.ts'

export function checkRunView(world: World, repository: Repository, run: CheckRun) {
  const url = `${repositoryApiUrl(world, repository)}/check-runs/${run.id}`
  const html = `${repositoryHtmlUrl(world, repository)}/runs/${run.id}`
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CR', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      ...run.output,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite.id },
    app: appView(world, run.app),
    pull_requests: pullsOfHead(world, repository, run.headSha),
  } satisfies Schemas['check-run']
}

export function annotationView(
  world: World,
  repository: Repository,
  given: { run: CheckRun; annotation: Annotation },
): Schemas['check-annotation'] {
  const { run, annotation } = given
  return {
    ...annotation,
    blob_href: `${repositoryHtmlUrl(world, repository)}/blob/${run.headSha}/${annotation.path}`,
  }
}

/** State of a suite follows from its runs. */
export function suiteState(
  repository: Repository,
  suite: CheckSuite,
): Pick<CheckRun, 'status' | 'conclusion'> {
  const runs = runsOf(repository, suite)
  if (runs.length === 0) return { status: 'queued', conclusion: null }
  if (runs.some((run) => run.status !== 'completed')) return { status: 'in_progress', conclusion: null }
  const worst = (['failure', 'timed_out', 'cancelled', 'action_required', 'success'] as const).find((one) =>
    runs.some((run) => run.conclusion === one),
  )
  return { status: 'completed', conclusion: worst ?? 'neutral' }
}

export function checkSuiteView(world: World, repository: Repository, suite: CheckSuite) {
  const url = `${repositoryApiUrl(world, repository)}/check-suites/${suite.id}`
  return {
    id: suite.id,
    node_id: nodeId('CS', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    ...suiteState(repository, suite),
    url,
    before: suite.before,
    after: suite.headSha,
    pull_requests: pullsOfHead(world, repository, suite.headSha),
    app: appView(world, suite.app),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
    latest_check_runs_count: runsOf(repository, suite).length,
    check_runs_url: `${url}/check-runs`,
    rerequestable: true,
    runs_rerequestable: true,
    repository: repositoryView(world, repository),
  } satisfies Omit<Schemas['check-suite'], 'head_commit'>
}

export function runsOf(repository: Repository, suite: CheckSuite): CheckRun[] {
  return [...repository.checkRuns.values()].filter((run) => run.suite === suite)
}
