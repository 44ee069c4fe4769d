import type { Account } from './account.ts'
import type { Actor } from './app.ts'
import type { PullRequest } from './pull-request.ts'

export const REACTIONS = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'] as const
export type ReactionContent = (typeof REACTIONS)[number]
export type Reaction = { id: number; account: Account; content: ReactionContent; createdAt: string }

export type Label = {
  id: number
  name: string
  color: string
  description: string | null
  default: boolean
}

/** An issue, or the issue half of a pull request: on GitHub they share numbers, comments and labels. */
export type Issue = {
  id: number
  number: number
  title: string
  body: string | null
  author: Actor
  state: 'open' | 'closed'
  stateReason: 'completed' | 'reopened' | 'not_planned' | 'duplicate' | null
  labels: Label[]
  assignees: Account[]
  locked: boolean
  reactions: Reaction[]
  createdAt: string
  updatedAt: string
  closedAt: string | null
  closedBy: Account | null
  /** Its text as it was written and after every change, oldest first. */
  versions: Version[]
  /** Changes of the title, oldest first. */
  renamed: { id: number; at: string; by: Account; from: string; to: string }[]
  /** Labels and assignees as they came and went, oldest first. */
  gestures: Gesture[]
  pull: PullRequest | null
}

/** A text at one time, and who made it so. */
export type Version = { id: number; at: string; by: Account; body: string }

export type Gesture = { id: number; at: string; by: Account } & (
  | { kind: 'labeled' | 'unlabeled'; label: Label }
  | { kind: 'assigned' | 'unassigned'; assignee: Account }
)

export type IssueComment = {
  id: number
  issue: Issue
  author: Actor
  body: string
  /** As it was written and after every change, oldest first. */
  versions: Version[]
  reactions: Reaction[]
  createdAt: string
  updatedAt: string
  minimized: string | null
}
