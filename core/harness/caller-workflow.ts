/** Where a repository keeps the workflow that the app dispatches. */
export const CALLER_WORKFLOW_PATH = '.github/workflows/agent.yml'

/** The reusable workflow it calls; the app accepts runs of this one only. */
export const REUSABLE_WORKFLOW = 'reins-dev/reins/.github/workflows/agent.yml'

/**
 * @returns the whole file a repository adds once, canonical: documentation, refusals and the example show this text.
 * `run` reaches nothing but an input and the run's name: no shell and no script sees it.
 */
export function callerWorkflow(): string {
  return `# Lets Reins work in this repository: the app starts this workflow when somebody asks for it with a comment.
name: agent
run-name: agent \${{ fromJSON(inputs.run).key }}

on:
  workflow_dispatch:
    inputs:
      run:
        description: Written by the app; a run started by hand is refused.
        required: true
        type: string

permissions:
  contents: read # to fetch the commit it works on
  id-token: write # to prove to the app which run this is

jobs:
  agent:
    uses: ${REUSABLE_WORKFLOW}@v1
    with:
      run: \${{ inputs.run }}
`
}
