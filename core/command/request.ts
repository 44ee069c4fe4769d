/** Who asked what where: what commands are decided on. */
export type Request = {
  installation: number
  repository: { id: number; owner: string; name: string; defaultBranch: string; private: boolean }
  /** The issue or pull request the comment stands on. */
  subject: {
    number: number
    title: string
    body: string
    author: string
    isPullRequest: boolean
    /** Names, as they stood when it was asked. */
    labels: string[]
    open: boolean
    /** Title or text were changed since, so that nobody knows what it was asked about. */
    changed: boolean
  }
  /** `at`: when it was asked, that is, written or changed. Without an id: nobody wrote one, a label or an assignment asked; `url` is the then. */
  comment: { id: number | null; body: string; url: string; at: string }
  actor: { login: string; id: number; isBot: boolean }
}
