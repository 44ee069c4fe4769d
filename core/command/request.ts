/** Who asked what where: the part of a delivery that commands are decided on. */
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
  }
  comment: { id: number; body: string; url: string; at: string }
  actor: { login: string; id: number; isBot: boolean }
}
