import { type Once, unguarded } from '../effects/steps.ts'
import type { RepositoryClient } from './installation.ts'
import { isRefusal } from './is-refusal.ts'

export type Dispatch = {
  workflow: string
  ref: string
  inputs: Record<string, string>
  key: string
  /** It was tried before: a run that came of that is found before another is started, but for those that were given up. */
  again?: { count: number; left: readonly number[] }
}
export type Dispatched =
  | { kind: 'dispatched'; workflowRun: { id: number; url: string } }
  | { kind: 'refused'; status: number; message: string }
  /** Taken, but the run it started is nowhere to be seen. */
  | { kind: 'unseen'; message: string }

/** How often, and after how many milliseconds, a run is looked for that was started without saying which. */
const LOOKS = { times: 20, every: 500 }
/** How often one that may have been started. */
const MAYBE = 8

type How = { looks?: typeof LOOKS; once?: Once }

/**
 * Starts a workflow and says which run that became. GitHub tells when asked for; servers that do not know the question
 * answer 400, and older ones 204: then the run is found by its name, which carries the key. Begun again, the run is looked
 * for as patiently before another one is started.
 * https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event
 *
 * @throws when GitHub is away and no run is to be seen.
 */
export async function dispatchWorkflow(
  client: RepositoryClient,
  dispatch: Dispatch,
  { looks = LOOKS, once = unguarded }: How = {},
): Promise<Dispatched> {
  const { again } = dispatch
  return once(again ? `dispatch ${again.count}` : 'dispatch', {
    look: () => find(client, dispatch, { ...looks, times: Math.min(looks.times, MAYBE) }),
    async make() {
      // What was not seen the last time may have begun since.
      const late = again ? await find(client, dispatch, { ...looks, times: 1 }) : null
      if (late !== null) return late
      const sent = await send(client, dispatch)
      return sent ?? (await find(client, dispatch, looks)) ?? UNSEEN
    },
  })
}

const UNSEEN: Dispatched = {
  kind: 'unseen',
  message:
    'GitHub took the dispatch, but no workflow run carries its key. Is `run-name` in the workflow as documented?',
}

/** @returns null when GitHub took it and does not say which run it is. */
async function send(client: RepositoryClient, dispatch: Dispatch): Promise<Dispatched | null> {
  const { octokit, at } = client
  const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches'
  const { workflow, ref, inputs } = dispatch
  const asked = { ...at, workflow_id: workflow, ref, inputs }
  try {
    const { data } = await octokit
      .request(route, { ...asked, return_run_details: true })
      .catch((error: { status?: number }) => {
        if (error.status !== 400) throw error
        return octokit.request(route, asked)
      })
    return toDispatched(data)
  } catch (error) {
    if (!isRefusal(error)) throw error
    const { status, message } = error as { status: number; message: string }
    return { kind: 'refused', status, message: message.replace(/ - https?:\S+$/, '') }
  }
}

function toDispatched(answer: unknown): Dispatched | null {
  const { workflow_run_id: id, html_url: url } = (answer ?? {}) as {
    workflow_run_id?: number
    html_url?: string
  }
  return typeof id === 'number' ? { kind: 'dispatched', workflowRun: { id, url: url ?? '' } } : null
}

async function find(
  { octokit, at }: RepositoryClient,
  { workflow, key, again }: Dispatch,
  looks: typeof LOOKS,
): Promise<Dispatched | null> {
  for (let look = 0; look < looks.times; look++) {
    if (look > 0) await new Promise((resolve) => setTimeout(resolve, looks.every))
    const { data } = await octokit.rest.actions.listWorkflowRuns({
      ...at,
      workflow_id: workflow,
      event: 'workflow_dispatch',
      per_page: 100,
    })
    const run = data.workflow_runs.find(
      ({ id, name, display_title }) =>
        `${name} ${display_title}`.includes(key) && again?.left.includes(id) !== true,
    )
    if (run) return { kind: 'dispatched', workflowRun: { id: run.id, url: run.html_url } }
  }
  return null
}
