/**
 * The playground's own interface: what tests, the demo and the page use. Everything else talks to it as it would talk
 * to GitHub: REST below `apiUrl`, GraphQL at `graphqlUrl`, git over HTTP below `url`, OIDC at `oidcIssuer`.
 */
export type Files = Record<string, string | { content: string | Uint8Array; mode: '100644' | '100755' }>

export type PlaygroundApp = {
  id: number
  slug: string
  /** PEM, PKCS#8. */
  privateKey: string
  webhookSecret: string
}

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

/**
 * A request the fake GitHub answered: stories assert on these ("exactly these writes"). `path` as GitHub documents it,
 * without /api/v3 and without the query: "/repos/acme/shop/issues", "/graphql", "/acme/shop.git/info/refs". `as` is the
 * login that acted ("reins[bot]", "github-actions[bot]", "ada"), the App's slug for its own token, "anonymous", or
 * "fault" for an answer of `fail`. `at` is when it arrived, in milliseconds since the epoch, and `ms` how long the answer
 * took to begin: what a benchmark takes off to know our own time.
 */
export type SeenRequest = {
  method: string
  path: string
  status: number
  as: string
  body: unknown
  at: number
  ms: number
}

export type Playground = {
  /** http://127.0.0.1:<port> — web pages, git and raw content. */
  url: string
  /** <url>/api/v3 */
  apiUrl: string
  /** <url>/api/graphql */
  graphqlUrl: string
  /** <url>/_services/token, as on GitHub Enterprise Server. */
  oidcIssuer: string

  /** A person. Whoever is named elsewhere for the first time gets an account, too; `…[bot]` becomes a bot. */
  user: (login: string) => void
  /** The account is gone, as after its owner deleted it; what it wrote stays. */
  forget: (login: string) => void
  /** Makes the owner an organization, with the logins of its teams by slug; a team may be a part of another. */
  organization: (
    login: string,
    teams?: Record<string, string[] | { members: string[]; parent: string }>,
  ) => void
  /** Creates a repository with one commit on its default branch "main" (through real git). Returns the head's SHA. */
  repository: (owner: string, name: string, files: Files, options?: { private?: boolean }) => Promise<string>
  /** Creates a repository from a bare or working local git repository; the source is left untouched. */
  importRepository: (owner: string, name: string, from: string) => Promise<string>
  /** A copy under another owner; pull requests may come from it. Returns its full name. */
  fork: (repository: string, owner: string) => Promise<string>
  /** One commit on a branch by a user, through real git. Delivers `push`. Returns the new head's SHA. */
  commit: (
    repository: string,
    commit: { branch?: string; message: string; files: Record<string, string | null>; actor: string },
  ) => Promise<string>
  tag: (repository: string, name: string, sha: string) => Promise<void>
  permit: (
    repository: string,
    login: string,
    permission: 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin',
  ) => void
  app: (app: {
    slug: string
    permissions: Record<string, 'read' | 'write'>
    events: string[]
    webhookUrl: string
    /** PEM, PKCS#8; without one, a new key is made, which takes a while. */
    privateKey?: string
  }) => PlaygroundApp
  /** Installs the App on repositories of one owner; delivers `installation`. Returns the installation's id. */
  install: (app: PlaygroundApp, repositories: string[]) => Promise<number>
  /** Takes repositories out of an installation; without any left it is gone, and its tokens with it. */
  uninstall: (installation: number, repositories: string[]) => Promise<void>
  /** A personal access token of a user, for the tests' own calls. */
  token: (login: string) => string

  openIssue: (
    repository: string,
    issue: { title: string; body: string; actor: string; labels?: string[] },
  ) => Promise<number>
  comment: (repository: string, number: number, comment: { body: string; actor: string }) => Promise<number>
  /** A whole review of the pull request's head, without inline comments; or why GitHub does not take it. */
  review: (
    repository: string,
    number: number,
    review: { event: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT'; body?: string; actor: string },
  ) => Promise<{ kind: 'submitted'; id: number } | { kind: 'refused'; why: string }>
  editComment: (repository: string, id: number, comment: { body: string; actor: string }) => Promise<void>
  editIssue: (
    repository: string,
    number: number,
    issue: { title?: string; body?: string; actor: string },
  ) => Promise<void>
  /** Puts a label on an issue; one that is not there yet is made. */
  label: (repository: string, number: number, label: { name: string; actor: string }) => Promise<void>
  assign: (repository: string, number: number, assignment: { login: string; actor: string }) => Promise<void>
  closeIssue: (repository: string, number: number, actor: string) => Promise<void>
  cancelRun: (repository: string, id: number, actor: string) => Promise<void>

  /** A job's OIDC token, for stories in which the test plays the runner. Claims override the honest ones. */
  oidcToken: (workflowRun: number, audience: string, claims?: Record<string, unknown>) => Promise<string>

  /** What stands on GitHub now, read back. */
  read: {
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
  events: () => PlaygroundEvent[]
  onEvent: (listener: (event: PlaygroundEvent) => void) => () => void
  requests: () => SeenRequest[]
  /**
   * Answers the next `times` (default 1) requests that match (path as in SeenRequest, text of the body if named) with
   * this instead of the real answer.
   */
  fail: (
    match: { method: string; path: RegExp; body?: RegExp },
    answer: { status: number; body?: unknown; headers?: Record<string, string> } | 'reset',
    times?: number,
  ) => void
  /** Waits until no webhook delivery and no workflow run is under way. */
  settled: () => Promise<void>
  close: () => Promise<void>
}

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
