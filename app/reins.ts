import type { Probot } from 'probot'
import type { Background } from './background.ts'
import type { Denials } from './commands/denials.ts'
import type { Heir, LoadParents } from './commands/load-parents.ts'
import type { AppConfig } from './config.ts'
import type { Clients } from './github/installation.ts'
import type { Delivery } from './inbox/inbox.ts'
import type { Gateway } from './model/gateway.ts'
import type { ChangeCache } from './pull-requests/change-cache.ts'
import type { HarnessBoard } from './pull-requests/harness-board.ts'
import type { TextCache } from './pull-requests/text-cache.ts'
import type { RunStore } from './runs/run-store.ts'
import type { StatusBoard } from './runs/status-board.ts'
import type { VerifyRunner } from './runs/verify-runner.ts'
import type { Watch } from './runs/watch-runs.ts'

/** What the parts of the app work with. Made once, in assemble.ts. */
export type Reins = {
  config: AppConfig & { publicUrl: string }
  /** GitHub as one installation, for one repository. */
  clients: Clients
  /** The login under which GitHub knows us: "reins[bot]". */
  self: () => Promise<string>
  /** Files that the rules of a repository extend. */
  parents: (heir: Heir) => LoadParents
  runs: RunStore
  status: StatusBoard
  watch: Watch
  denials: Denials
  /** The word commands begin with, by repository, as far as it was read. */
  triggers: Map<number, string>
  gateway: Gateway
  harnessBoard: HarnessBoard
  /** The same for the check run `approvals`. */
  approvalsBoard: HarnessBoard
  /** Of unchanged files that rules look at. */
  texts: TextCache
  verifyRunner: VerifyRunner
  background: Background
  ignore: Ignore
  log: Probot['log']
  /** What lies between base and head of the pull requests looked at last. */
  changes: ChangeCache
  now: () => number
}

/** Counts a delivery that asks for nothing, and why. */
export type Ignore = (delivery: Delivery, reason: string) => void
