import type { RunningWorkflow } from '../../interface/runner.ts'
import type { Actor } from './app.ts'

export type Workflow = { id: number; path: string; name: string; createdAt: string }

export type RunStatus = 'queued' | 'in_progress' | 'completed'
export type RunConclusion = Awaited<RunningWorkflow['done']>['conclusion']

export type WorkflowRun = {
  id: number
  suiteId: number
  workflow: Workflow
  /** What `run-name` made of it, or the workflow's own name. */
  displayTitle: string
  runNumber: number
  attempt: number
  event: 'workflow_dispatch'
  ref: string
  headBranch: string | null
  headSha: string
  inputs: Record<string, string>
  actor: Actor
  status: RunStatus
  conclusion: RunConclusion | null
  createdAt: string
  startedAt: string
  updatedAt: string
  jobs: Map<string, Job>
  summaries: { job: string; markdown: string }[]
  running: RunningWorkflow | null
}

export type Job = {
  id: number
  name: string
  startedAt: string
  completedAt: string | null
  lines: { at: string; text: string }[]
}
