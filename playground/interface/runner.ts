/** How workflow runs are executed. The fake GitHub calls it on a dispatch; without one, runs stay queued. */
export type RunnerStart = (job: RunnerOrder) => RunningWorkflow
export type RunnerOrder = {
  /** <url>, <apiUrl>, <graphqlUrl> of the playground. */
  server: { url: string; apiUrl: string; graphqlUrl: string }
  repository: string
  repositoryId: number
  runId: number
  runNumber: number
  workflowPath: string
  ref: string
  sha: string
  actor: string
  event: 'workflow_dispatch'
  inputs: Record<string, string>
  /** Content of a path of a repository at a ref (branch, tag or SHA), from the local GitHub; null when missing. */
  readFile: (repository: string, ref: string, path: string) => Promise<string | null>
  /** Copies a repository at a ref into a folder without git data (for `uses: owner/name/path@ref`). */
  checkout: (repository: string, ref: string, into: string) => Promise<void>
  /** GITHUB_TOKEN of one job with exactly these permissions; revoked when the workflow ends. */
  jobToken: (permissions: Record<string, 'read' | 'write'>) => string
  /** ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN of one job; only with `id-token: write`. */
  oidc: (jobWorkflowRef: string) => { requestUrl: string; requestToken: string }
  onLog: (job: string, line: string) => void
  onName: (name: string) => void
  /** A step's summary, as Markdown, secrets masked. */
  onSummary?: (job: string, markdown: string) => void
}
export type RunningWorkflow = {
  done: Promise<{ conclusion: 'success' | 'failure' | 'cancelled' | 'timed_out' | 'skipped' }>
  cancel: () => void
}
