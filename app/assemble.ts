import type { Probot } from 'probot'
import { createBackground } from './background.ts'
import { createDenials } from './commands/denials.ts'
import { createParents } from './commands/load-parents.ts'
import { createClients } from './github/installation.ts'
import { createSelf } from './github/self.ts'
import { createGateway } from './model/gateway.ts'
import { createChangeCache } from './pull-requests/change-cache.ts'
import { createHarnessBoard } from './pull-requests/harness-board.ts'
import { createTextCache } from './pull-requests/text-cache.ts'
import type { Reins } from './reins.ts'
import { endRun } from './runs/end-run.ts'
import { createMemoryRunStore } from './runs/memory-run-store.ts'
import { isLive } from './runs/run.ts'
import { createStatusBoard, STATUS_PACE, type StatusPace } from './runs/status-board.ts'
import { stopAllRuns } from './runs/stop-all-runs.ts'
import { createVerifyRunner } from './runs/verify-runner.ts'
import { createWatch, type RunTimes } from './runs/watch-runs.ts'
import { renderProgress, writeStatus } from './runs/write-status.ts'

type Options = { config: Reins['config']; times: RunTimes | undefined; pace: StatusPace | undefined }

export type Assembled = {
  reins: Reins
  ignored: () => Record<string, number>
  /** Ends what is under way, and everything that waits for a time. */
  stop: () => Promise<void>
}

/** Reasons that are counted one by one; some name people. */
const MOST_REASONS = 500

/** Makes the parts of the app and ties them together; the only place that knows all of them. */
export function assemble(probot: Probot, { config, times, pace = STATUS_PACE }: Options): Assembled {
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
      log.info({ run: run.key, ...run.history.at(-1) }, 'run')
      watch.follow(run)
      if (!isLive(run)) gateway.drop(run.key)
    },
  })
  const gateway = createGateway({ models: config.models, runs })
  const clients = createClients(probot, config.github.apiUrl)
  const reins: Reins = {
    config,
    clients,
    self: createSelf(probot, config.github.apiUrl),
    parents: createParents(clients),
    runs,
    status: createStatusBoard({
      runs,
      write: (run, body) => writeStatus(reins, run, body),
      render: (run) => renderProgress(run, config.github.serverUrl),
      track: background.track,
      onError: (error, run) => log.warn({ err: error, run: run.key }, 'the status comment was not updated'),
      now,
      pace,
    }),
    watch,
    gateway,
    harnessBoard: createHarnessBoard(),
    approvalsBoard: createHarnessBoard(),
    texts: createTextCache(),
    changes: createChangeCache(),
    denials: createDenials(),
    triggers: new Map(),
    verifyRunner: createVerifyRunner({ issuer: config.github.oidcIssuer, audience: config.publicUrl }),
    background,
    ignore(delivery, reason) {
      const why = ignored.has(reason) || ignored.size < MOST_REASONS ? reason : 'other reasons'
      ignored.set(why, (ignored.get(why) ?? 0) + 1)
      log.debug(
        { delivery: delivery.guid, event: delivery.event, action: delivery.action, reason },
        'ignored',
      )
    },
    log,
    now,
  }
  return {
    reins,
    ignored: () => Object.fromEntries(ignored),
    async stop() {
      await background.settled()
      await stopAllRuns(reins)
      reins.status.close()
      watch.close()
      await background.settled()
    },
  }
}
