import type { App } from './app.ts'

export const CHECK_STATUSES = ['queued', 'in_progress', 'completed'] as const
export const CONCLUSIONS = [
  'action_required',
  'cancelled',
  'failure',
  'neutral',
  'success',
  'skipped',
  'timed_out',
] as const
export type CheckStatus = (typeof CHECK_STATUSES)[number]
export type Conclusion = (typeof CONCLUSIONS)[number]

export type Annotation = {
  path: string
  start_line: number
  end_line: number
  start_column: number | null
  end_column: number | null
  annotation_level: 'notice' | 'warning' | 'failure'
  message: string
  title: string | null
  raw_details: string | null
}

export type CheckSuite = {
  id: number
  app: App
  headSha: string
  headBranch: string | null
  before: string | null
  createdAt: string
  updatedAt: string
}

export type CheckRun = {
  id: number
  suite: CheckSuite
  app: App
  name: string
  headSha: string
  externalId: string
  detailsUrl: string | null
  status: CheckStatus
  conclusion: Conclusion | null
  startedAt: string
  completedAt: string | null
  output: { title: string | null; summary: string | null; text: string | null }
  annotations: Annotation[]
  actions: { label: string; description: string; identifier: string }[]
}
