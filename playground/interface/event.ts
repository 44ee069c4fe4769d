/** Everything that happened, in order; what the demo prints and the page shows. */
export type PlaygroundEvent = { at: string; repository: string | null } & (
  | { type: 'issue'; number: number; title: string; actor: string }
  | { type: 'comment'; number: number; id: number; actor: string; body: string; edited: boolean }
  | { type: 'reaction'; number: number; actor: string; content: string }
  | { type: 'delivery'; event: string; action: string | null; guid: string; status: number; ms: number }
  | { type: 'push'; ref: string; sha: string; message: string; actor: string }
  | { type: 'pull_request'; number: number; title: string; draft: boolean; actor: string; url: string }
  | {
      type: 'check_run'
      id: number
      name: string
      sha: string
      status: string
      conclusion: string | null
      /** What it says of itself so far; the summary is Markdown. */
      title: string | null
      summary: string | null
      annotations: number
    }
  | { type: 'review'; number: number; actor: string; state: string; comments: number }
  | { type: 'workflow_run'; id: number; name: string; status: string; conclusion: string | null; url: string }
  | { type: 'log'; workflowRun: number; job: string; line: string }
)
