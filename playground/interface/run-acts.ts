/** What people and jobs do with workflow runs. */
export type RunActs = {
  cancelRun: (repository: string, id: number, actor: string) => Promise<void>
  /** The job of a workflow run fails, in stories in which the test plays the runner. */
  failRun: (repository: string, id: number) => Promise<void>
  /** A job's OIDC token, for stories in which the test plays the runner. Claims override the honest ones. */
  oidcToken: (workflowRun: number, audience: string, claims?: Record<string, unknown>) => Promise<string>
}
