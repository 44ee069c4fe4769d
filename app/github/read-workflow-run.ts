import type { RepositoryClient } from './installation.ts'

/** Whether a workflow run is over, and how it ended. */
export async function readWorkflowRun(
  { octokit, at }: RepositoryClient,
  id: number,
): Promise<{ over: boolean; conclusion: string | null }> {
  const { data } = await octokit.rest.actions.getWorkflowRun({ ...at, run_id: id })
  return { over: data.status === 'completed', conclusion: data.conclusion }
}
