import type { RunnerOrder } from '../../interface/runner.ts'
import type { Value } from '../expressions/value.ts'
import { type Source, workflowRef } from '../workflow/load-workflow.ts'

/** The `github` context of a run, as every one of its workflows sees it. */
export function githubContext(
  order: RunnerOrder,
  run: { workflow: string; source: Source; event: Record<string, Value> },
): Record<string, Value> {
  const [owner = '', name = ''] = order.repository.split('/')
  return {
    actor: order.actor,
    api_url: order.server.apiUrl,
    base_ref: '',
    event: run.event,
    event_name: order.event,
    graphql_url: order.server.graphqlUrl,
    head_ref: '',
    ref: run.source.ref,
    ref_name: run.source.ref.replace(/^refs\/(heads|tags)\//, ''),
    ref_protected: false,
    ref_type: run.source.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository: order.repository,
    repository_id: String(order.repositoryId),
    repository_owner: owner,
    repositoryUrl: `${order.server.url.replace(/^https?/, 'git')}/${owner}/${name}.git`,
    run_attempt: '1',
    run_id: String(order.runId),
    run_number: String(order.runNumber),
    server_url: order.server.url,
    sha: order.sha,
    triggering_actor: order.actor,
    workflow: run.workflow,
    workflow_ref: workflowRef(run.source),
    workflow_sha: order.sha,
  }
}

/** The payload of `workflow_dispatch`, in which inputs are texts. */
export function dispatchEvent(order: RunnerOrder, source: Source): Record<string, Value> {
  const [owner = '', name = ''] = order.repository.split('/')
  const url = `${order.server.url}/${order.repository}`
  return {
    inputs: order.inputs,
    ref: source.ref,
    workflow: source.path,
    repository: {
      id: order.repositoryId,
      name,
      full_name: order.repository,
      owner: { login: owner },
      html_url: url,
      clone_url: `${url}.git`,
      url: `${order.server.apiUrl}/repos/${order.repository}`,
    },
    sender: { login: order.actor },
  }
}
