import type { RepositoryClient } from './installation.ts'

export type IssueComment = {
  id: number
  body: string
  at: string
  changedAt: string
  author: { login: string; isPerson: boolean } | null
  /** The App it was written through, or null. */
  appId: number | null
}

/** Comments looked at on one issue; the newest. */
const MOST = 500

/** The newest comments of an issue, oldest first. `older` counts those that were not looked at. */
export async function listComments(
  { octokit, at }: RepositoryClient,
  issue: number,
): Promise<{ comments: IssueComment[]; older: number }> {
  const comments = await octokit.paginate(octokit.rest.issues.listComments, {
    ...at,
    issue_number: issue,
    per_page: 100,
  })
  return {
    older: Math.max(0, comments.length - MOST),
    comments: comments.slice(-MOST).map((comment) => ({
      id: comment.id,
      body: comment.body ?? '',
      at: comment.created_at,
      changedAt: comment.updated_at,
      author: comment.user && { login: comment.user.login, isPerson: comment.user.type === 'User' },
      appId: comment.performed_via_github_app?.id ?? null,
    })),
  }
}

export async function writeComment(
  { octokit, at }: RepositoryClient,
  issue: number,
  body: string,
): Promise<number> {
  const { data } = await octokit.rest.issues.createComment({ ...at, issue_number: issue, body })
  return data.id
}

export async function changeComment(
  { octokit, at }: RepositoryClient,
  id: number,
  body: string,
): Promise<void> {
  await octokit.rest.issues.updateComment({ ...at, comment_id: id, body })
}

/** 👀 on a comment: it was seen, an answer follows. */
export async function reactWithEyes({ octokit, at }: RepositoryClient, comment: number): Promise<void> {
  await octokit.rest.reactions.createForIssueComment({ ...at, comment_id: comment, content: 'eyes' })
}
