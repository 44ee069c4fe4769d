import type { Probot } from 'probot'
import type { Background } from './background.ts'
import type { Denials } from './commands/denials.ts'
import type { Heir, LoadParents } from './commands/load-parents.ts'
import type { AppConfig } from './config.ts'
import type { Answered } from './confirm/answered.ts'
import type { Effects } from './effects/effects.ts'
import type { Budget } from './github/budget/budget.ts'
import type { Urgency } from './github/budget/limits.ts'
import type { Clients } from './github/installation.ts'
import type { Installed } from './github/read-installation.ts'
import type { Delivery } from './inbox/inbox.ts'
import type { JobQueue, RunTask } from './jobs/job-queue.ts'
import type { Judges } from './judging/judges.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { Scope } from './log/scope.ts'
import type { Marks } from './marks.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { Gateway } from './model/gateway.ts'
import type { ChangeCache } from './pull-requests/change-cache.ts'
import type { HarnessBoard } from './pull-requests/harness-board.ts'
import type { TextCache } from './pull-requests/text-cache.ts'
import type { Queue } from './queue/queue.ts'
import type { Ends } from './runs/ends.ts'
import type { RunStore } from './runs/run-store.ts'
import type { RunTokens } from './runs/run-token.ts'
import type { StatusBoard } from './runs/status-board.ts'
import type { UsedTokens } from './runs/used-tokens.ts'
import type { VerifyRunner } from './runs/verify-runner.ts'
import type { Watch } from './runs/watch-runs.ts'
import type { Secrets } from './secrets.ts'
import type { Database } from './store/database.ts'
import type { Switches } from './switches/switches.ts'
import type { Tracer } from './tracing/tracer.ts'

/** What the parts of the app work with. Made once, in assemble.ts. */
export type Reins = {
  config: AppConfig & { publicUrl: string }
  /** What may be said nowhere. */
  secrets: Secrets
  /** GitHub as one installation, for one repository. */
  clients: Clients
  /** How much of GitHub's limits is left, and what waits for them. */
  budget: Pick<Budget, 'snapshot'>
  /** The login under which GitHub knows us: "reins[bot]". */
  self: () => Promise<string>
  /** Whether the App is still installed somewhere. */
  installed: Installed
  /** Files that the rules of a repository extend. */
  parents: (heir: Heir, how?: { urgency: Urgency }) => LoadParents
  /** Whatever strangers wrote is parsed and judged in processes of these. */
  judges: Judges
  marks: Marks
  /** Where everything is kept that outlives the process. */
  database: Database
  runs: RunStore
  /** What is to be done for runs. */
  tasks: JobQueue<RunTask>
  /** Who waits for the end of a run. */
  ends: Ends
  /** Writes to GitHub that happen once. */
  effects: Effects
  /** Who has a place among the runs at once, and who waits for one. */
  queue: Queue
  /** What the operator has switched off. */
  switches: Switches
  status: StatusBoard
  watch: Watch
  denials: Denials
  /** What was said or done, and was answered. */
  answered: Answered
  /** The word commands begin with, by repository, as far as it was read. */
  triggers: Map<number, string>
  gateway: Gateway
  /** What runs took. */
  ledger: Ledger
  scope: Scope
  tracer: Tracer
  metrics: Metrics
  harnessBoard: HarnessBoard
  /** The same for the check run `approvals`. */
  approvalsBoard: HarnessBoard
  /** Of unchanged files that rules look at. */
  texts: TextCache
  verifyRunner: VerifyRunner
  usedTokens: UsedTokens
  runTokens: RunTokens
  background: Background
  ignore: Ignore
  log: Probot['log']
  /** What lies between base and head of the pull requests looked at last. */
  changes: ChangeCache
  now: () => number
}

/** Counts a delivery that asks for nothing, and why. */
export type Ignore = (delivery: Delivery, reason: string) => void
