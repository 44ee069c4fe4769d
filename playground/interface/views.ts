export type PullRequestView = {
  number: number
  title: string
  body: string
  draft: boolean
  state: 'open' | 'closed'
  head: { ref: string; sha: string }
  base: { ref: string; sha: string }
  author: string
  url: string
  files: { path: string; status: string; patch: string }[]
}
export type CheckRunView = {
  id: number
  name: string
  headSha: string
  status: string
  conclusion: string | null
  externalId: string
  output: { title: string | null; summary: string | null; text: string | null }
  annotations: {
    path: string
    start_line: number
    end_line: number
    annotation_level: string
    title: string | null
    message: string
  }[]
}
export type ReviewView = {
  id: number
  actor: string
  state: string
  body: string
  /** The commit it is of. */
  commitId: string
  comments: { path: string; line: number | null; startLine: number | null; body: string }[]
}
export type WorkflowRunView = {
  id: number
  name: string
  status: string
  conclusion: string | null
  headSha: string
  inputs: Record<string, string>
  url: string
  /** What its steps wrote to GITHUB_STEP_SUMMARY, in order. */
  summaries: { job: string; markdown: string }[]
}
