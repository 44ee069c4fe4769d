import type { RepositoryClient } from './installation.ts'

/** The newest check run of a name on a commit that is the App's own; null when there is none. One call. */
export async function newestCheckRun(
  { octokit, at }: RepositoryClient,
  { sha, name, appId }: { sha: string; name: string; appId: number },
) {
  const { data } = await octokit.rest.checks.listForRef({
    ...at,
    ref: sha,
    check_name: name,
    app_id: appId,
    filter: 'latest',
    per_page: 1,
  })
  return data.check_runs[0] ?? null
}
