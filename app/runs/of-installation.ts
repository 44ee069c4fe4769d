import type { RunStore } from './run-store.ts'

type Queries = Pick<RunStore, 'ofIssue' | 'ofBranch' | 'byWorkflowRun'>

/**
 * Runs as one installation may see them. A repository that was transferred keeps its id and its issues: its new owner
 * neither reads, stops nor carries on what was asked under the old one.
 */
export function ofInstallation(runs: Queries, installation: number): Queries {
  return {
    ofIssue: async (repository, issue) =>
      (await runs.ofIssue(repository, issue)).filter((run) => run.installation === installation),
    ofBranch: async (repository, branch) =>
      (await runs.ofBranch(repository, branch)).filter((run) => run.installation === installation),
    async byWorkflowRun(repository, workflowRun) {
      const run = await runs.byWorkflowRun(repository, workflowRun)
      return run?.installation === installation ? run : null
    },
  }
}
