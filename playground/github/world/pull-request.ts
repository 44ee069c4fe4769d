import type { FileDiff } from '../git/diff.ts'
import type { Account } from './account.ts'
import type { Actor } from './app.ts'
import type { Reaction } from './issue.ts'
import type { Repository } from './repository.ts'

/** The part of an issue that makes it a pull request. */
export type PullRequest = {
  id: number
  draft: boolean
  head: { repository: Repository; ref: string; sha: string }
  base: { ref: string; sha: string }
  /** When it asked for another base, and who wanted it. */
  baseChanges: { id: number; at: string; by: Account; from: string; to: string }[]
  maintainerCanModify: boolean
  merged: { at: string; by: Account; sha: string } | null
  requestedReviewers: Account[]
  /** What it changed when its head last moved. */
  files: FileDiff[]
}

export type ReviewState = 'PENDING' | 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED' | 'DISMISSED'

export type Review = {
  id: number
  number: number
  author: Actor
  body: string
  state: ReviewState
  commitId: string
  submittedAt: string | null
}

export type Side = 'LEFT' | 'RIGHT'

/** An inline comment. `resolved` belongs to the thread its first comment opens. */
export type ReviewComment = {
  id: number
  number: number
  reviewId: number | null
  inReplyTo: number | null
  author: Actor
  body: string
  path: string
  commitId: string
  originalCommitId: string
  subject: 'line' | 'file'
  line: number | null
  side: Side
  startLine: number | null
  startSide: Side | null
  position: number | null
  diffHunk: string
  reactions: Reaction[]
  resolved: boolean
  createdAt: string
  updatedAt: string
}
