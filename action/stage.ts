import type { Assignment } from '../core/run/assignment.ts'
import type { RunEvent } from '../core/run/event.ts'
import type { Report } from '../core/run/report.ts'
import type { Model } from './agent/models/model.ts'
import type { GitEnvironment } from './git/git.ts'
import type { Rooms } from './rooms.ts'
import type { Opened } from './sandbox/isolation/open-isolation.ts'
import type { ToolHost } from './sandbox/tool-host.ts'
import type { Signals } from './signals.ts'
import type { Workspace } from './workspace.ts'

/** One claimed run, with everything it works with passed in. */
export type Job = {
  assignment: Assignment
  /** Where the repository is fetched from, and with what. */
  source: { url: string; token: string; env: GitEnvironment }
  /** Private, empty; the caller removes it. */
  folder: string
  model: Model
  /** Models of the other roles; null for a role that does not exist. */
  roles: { planner: Model | null; reviewer: Model | null }
  /** How the tools are kept apart here; found while the app and git are waited for. */
  isolation: Promise<Opened>
  emit: (event: RunEvent) => void
  record: (entry: unknown) => void
  /** Aborts with a reason in words. */
  stop: AbortSignal
  /** Milliseconds, only ever growing. */
  now: () => number
  sleep: (ms: number) => Promise<void>
}

/** What the steps of one run share. They write into the report what they learn, when they learn it. */
export type Stage = {
  job: Job
  report: Report
  signals: Signals
  host: ToolHost
  rooms: Rooms
  workspace: Workspace
  started: number
}
