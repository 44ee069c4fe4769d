import type { RepositoryClient } from './installation.ts'

/** Whether an issue is open now, and who closed it; null: nobody that is still there. */
export async function readState(
  { octokit, at }: RepositoryClient,
  number: number,
): Promise<{ open: boolean; closedBy: string | null }> {
  const { data } = await octokit.rest.issues.get({ ...at, issue_number: number })
  return { open: data.state === 'open', closedBy: data.closed_by?.login ?? null }
}
