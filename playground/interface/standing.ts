import type { CheckRunView, PullRequestView, ReviewView, WorkflowRunView } from './views.ts'

/** What stands on GitHub now, read back. */
export type Standing = {
  /** Logins of people, in the order they came. */
  users: () => string[]
  repositories: () => { fullName: string; id: number; defaultBranch: string; private: boolean }[]
  issues: (repository: string) => {
    number: number
    title: string
    body: string
    state: 'open' | 'closed'
    actor: string
    isPullRequest: boolean
  }[]
  comments: (
    repository: string,
    number: number,
  ) => { id: number; actor: string; body: string; reactions: { actor: string; content: string }[] }[]
  pullRequests: (repository: string) => PullRequestView[]
  checkRuns: (repository: string, sha?: string) => CheckRunView[]
  reviews: (repository: string, number: number) => ReviewView[]
  workflowRuns: (repository: string) => WorkflowRunView[]
  file: (repository: string, ref: string, path: string) => Promise<string | null>
  head: (repository: string, branch: string) => Promise<string | null>
  branches: (repository: string) => Promise<string[]>
}
