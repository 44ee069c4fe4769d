/** A mistake in a workflow, an action or what they ask for: the sentence goes into the log as it is and fails the job. */
export class WorkflowProblem extends Error {
  override readonly name = 'WorkflowProblem'
}
