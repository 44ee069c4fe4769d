import type { RepositoryClient } from './installation.ts'

/** Ends a workflow run. One that has ended already is left as it is. */
export async function cancelWorkflow({ octokit, at }: RepositoryClient, workflowRun: number): Promise<void> {
  try {
    await octokit.rest.actions.cancelWorkflowRun({ ...at, run_id: workflowRun })
  } catch (error) {
    if (![404, 409].includes((error as { status?: number }).status ?? 0)) throw error
  }
}
