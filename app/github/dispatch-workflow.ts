import type { RepositoryClient } from './installation.ts'

export type Dispatch = {
  workflow: string
  ref: string
  inputs: Record<string, string>
  key: string
  /** It was tried before: a run that came of that is found before another is started, but for those that were given up. */
  again?: { left: readonly number[] }
}
export type Dispatched =
  | { kind: 'dispatched'; workflowRun: { id: number; url: string } }
  | { kind: 'refused'; status: number; message: string }
  /** Taken, but the run it started is nowhere to be seen. */
  | { kind: 'unseen'; message: string }

/** How often, and after how many milliseconds, a run is looked for that was started without saying which. */
const LOOKS = { times: 20, every: 500 }

/**
 * Starts a workflow and says which run that became. GitHub tells when asked for; servers that do not know the question
 * answer 400, and older ones 204: then the run is found by its name, which carries the key.
 * https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event
 */
export async function dispatchWorkflow(
  client: RepositoryClient,
  dispatch: Dispatch,
  looks = LOOKS,
): Promise<Dispatched> {
  if (dispatch.again) {
    const before = await find(client, dispatch, { times: 1, every: 0 })
    if (before.kind === 'dispatched') return before
  }
  try {
    const answer = await send(client, dispatch)
    if (answer !== null) return { kind: 'dispatched', workflowRun: answer }
  } catch (error) {
    const { status, message } = error as { status?: number; message: string }
    // After a 5xx or a broken connection a run may have started: it is looked for, and never started twice.
    if (status !== undefined && status < 500)
      return { kind: 'refused', status, message: message.replace(/ - https?:\S+$/, '') }
  }
  return find(client, dispatch, looks)
}

async function send(client: RepositoryClient, dispatch: Dispatch) {
  const { octokit, at } = client
  const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches'
  const { workflow, ref, inputs } = dispatch
  const asked = { ...at, workflow_id: workflow, ref, inputs }
  try {
    const { data } = await octokit.request(route, { ...asked, return_run_details: true })
    return toWorkflowRun(data)
  } catch (error) {
    if ((error as { status?: number }).status !== 400) throw error
    const { data } = await octokit.request(route, asked)
    return toWorkflowRun(data)
  }
}

function toWorkflowRun(answer: unknown): { id: number; url: string } | null {
  const { workflow_run_id: id, html_url: url } = (answer ?? {}) as {
    workflow_run_id?: number
    html_url?: string
  }
  return typeof id === 'number' ? { id, url: url ?? '' } : null
}

async function find(
  { octokit, at }: RepositoryClient,
  { workflow, key, again }: Dispatch,
  looks: typeof LOOKS,
): Promise<Dispatched> {
  for (let look = 0; look < looks.times; look++) {
    const { data } = await octokit.rest.actions.listWorkflowRuns({
      ...at,
      workflow_id: workflow,
      event: 'workflow_dispatch',
      per_page: 30,
    })
    const run = data.workflow_runs.find(
      ({ id, name, display_title }) =>
        `${name} ${display_title}`.includes(key) && again?.left.includes(id) !== true,
    )
    if (run) return { kind: 'dispatched', workflowRun: { id: run.id, url: run.html_url } }
    await new Promise((resolve) => setTimeout(resolve, looks.every))
  }
  return {
    kind: 'unseen',
    message:
      'GitHub took the dispatch, but no workflow run carries its key. Is `run-name` in the workflow as documented?',
  }
}
