import type { Run } from './run.ts'
import type { RunnerClaims } from './verify-runner.ts'

/**
 * Is this job the one we dispatched for this run?
 * @param workflows `owner/name/path@ref` of trusted workflows; a `*` may end the ref.
 * @returns why it is not, as a sentence, or null when it is.
 */
export function belongsTo(claims: RunnerClaims, run: Run, workflows: string[]): string | null {
  const { repository, base } = run.assignment
  if (claims.repository_id !== String(repository.id)) return 'This run belongs to another repository.'
  if (run.workflowRun === null || claims.run_id !== String(run.workflowRun.id))
    return 'This is not the workflow run that was started for it. Ask with a comment instead of starting the workflow by hand.'
  if (claims.run_attempt !== '1')
    return 'A run is not repeated by re-running its workflow. Ask again with a comment.'
  if (claims.event_name !== 'workflow_dispatch')
    return `The workflow has to be started by workflow_dispatch, not by ${claims.event_name}.`
  if (!workflows.some((trusted) => matches(claims.job_workflow_ref, trusted)))
    return `The job comes from ${claims.job_workflow_ref}, which is not trusted here. Call ${workflows[0]?.replace(/\*$/, '')} from your workflow.`
  if (claims.ref !== `refs/heads/${base.ref}`) return `The workflow ran on ${claims.ref}, not on ${base.ref}.`
  return null
}

function matches(ref: string, trusted: string): boolean {
  // GitHub treats owner and repository names without regard to case.
  const [given, wanted] = [ref.toLowerCase(), trusted.toLowerCase()]
  return wanted.endsWith('*') ? given.startsWith(wanted.slice(0, -1)) : given === wanted
}
