/** What people do on issues and pull requests. */
export type IssueActs = {
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
}
