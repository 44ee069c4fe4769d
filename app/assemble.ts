import type { Probot, ProbotOctokit } from 'probot'
import { createBackground } from './background.ts'
import { createDenials } from './commands/denials.ts'
import { createParents } from './commands/load-parents.ts'
import { createAnswered } from './confirm/answered.ts'
import type { Budget } from './github/budget/budget.ts'
import { createClients } from './github/installation.ts'
import { createInstalled } from './github/read-installation.ts'
import { createSelf } from './github/self.ts'
import { createJudges, type Judges } from './judging/judges.ts'
import { ledgerOfRuns } from './ledger/ledger-of-runs.ts'
import { createMarks } from './marks.ts'
import { createGateway } from './model/gateway.ts'
import { createCallWatch } from './model/watch-calls.ts'
import { createChangeCache } from './pull-requests/change-cache.ts'
import { createHarnessBoard } from './pull-requests/harness-board.ts'
import { createTextCache } from './pull-requests/text-cache.ts'
import type { Reins } from './reins.ts'
import { endRun } from './runs/end-run.ts'
import { createMemoryRunStore } from './runs/memory-run-store.ts'
import { createStatusBoard, STATUS_PACE, type StatusPace } from './runs/status-board.ts'
import { stopAllRuns } from './runs/stop-all-runs.ts'
import { createUsedTokens } from './runs/used-tokens.ts'
import { createVerifyRunner } from './runs/verify-runner.ts'
import { createWatch, type RunTimes } from './runs/watch-runs.ts'
import { renderProgress, writeStatus } from './runs/write-status.ts'
import type { Secrets } from './secrets.ts'
import type { Telemetry } from './telemetry.ts'

type Options = {
  config: Reins['config']
  judges: Judges | undefined
  secrets: Secrets
  budget: Budget
  Octokit: typeof ProbotOctokit
  times: RunTimes | undefined
  pace: StatusPace | undefined
  telemetry: Telemetry
}

export type Assembled = {
  reins: Reins
  ignored: () => Record<string, number>
  /** Ends what is under way, and everything that waits for a time. */
  stop: () => Promise<void>
}

/** Reasons that are counted one by one; some name people. */
const MOST_REASONS = 500

/** Makes the parts of the app and ties them together; the only place that knows all of them. */
export function assemble(
  probot: Probot,
  { config, secrets, budget, Octokit, judges, times, pace = STATUS_PACE, telemetry }: Options,
): Assembled {
  const log = probot.log.child({ name: 'reins' })
  const now = Date.now
  const background = createBackground()
  const ignored = new Map<string, number>()
  const watch = createWatch(
    (key, late) => void background.track(endRun(reins, key, { ...late, actor: 'reins' })),
    times,
  )
  const runs = createMemoryRunStore({
    now,
    onMove(run) {
      const { from, to, cause, actor } = run.history.at(-1) ?? {}
      log.info({ run: run.key, from, to }, 'run moved')
      log.debug({ run: run.key, cause, actor }, 'run moved because')
      watch.follow(run)
      if (run.state !== 'running') gateway.drop(run.key)
    },
  })
  const gateway = createGateway({
    ...{ models: config.models, runs, now },
    onError: (error, key) => log.error({ err: error, run: key }, 'a model call could not be counted'),
    watch: createCallWatch({ ...telemetry, log, now }),
  })
  const marks = createMarks(config.privateKey)
  const clients = createClients(probot, { Octokit, apiUrl: config.github.apiUrl, secrets, now })
  const reins: Reins = {
    config,
    secrets,
    clients,
    budget,
    self: createSelf(probot, { Octokit, apiUrl: config.github.apiUrl }),
    installed: createInstalled(probot, { Octokit, apiUrl: config.github.apiUrl }),
    parents: createParents(clients),
    judges: judges ?? createJudges(),
    marks,
    runs,
    status: createStatusBoard({
      runs,
      write: (run, body, how) => writeStatus(reins, run, { body, ...how }),
      render: (run) => renderProgress(run, config.github.serverUrl, marks),
      track: background.track,
      onError: (error, run) => log.warn({ err: error, run: run.key }, 'the status comment was not updated'),
      now,
      pace,
    }),
    watch,
    gateway,
    ledger: ledgerOfRuns(runs.all),
    ...telemetry,
    harnessBoard: createHarnessBoard(),
    approvalsBoard: createHarnessBoard(),
    texts: createTextCache(),
    changes: createChangeCache(),
    denials: createDenials(),
    answered: createAnswered(),
    triggers: new Map(),
    verifyRunner: createVerifyRunner({ issuer: config.github.oidcIssuer, audience: config.publicUrl }),
    usedTokens: createUsedTokens(now),
    background,
    ignore(delivery, reason) {
      const why = ignored.has(reason) || ignored.size < MOST_REASONS ? reason : 'other reasons'
      ignored.set(why, (ignored.get(why) ?? 0) + 1)
      const { guid, event, action } = delivery
      telemetry.metrics.deliveries.ignored(event, reason)
      log.debug({ delivery: guid, event, action, reason }, 'delivery ignored')
    },
    log,
    now,
  }
  return {
    reins,
    ignored: () => Object.fromEntries(ignored),
    async stop() {
      gateway.close()
      await background.settled()
      await stopAllRuns(reins)
      reins.status.close()
      watch.close()
      await background.settled()
      if (judges === undefined) await reins.judges.close()
    },
  }
}
