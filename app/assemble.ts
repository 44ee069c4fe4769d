import type { PgBoss } from 'pg-boss'
import type { Probot, ProbotOctokit } from 'probot'
import { createBackground } from './background.ts'
import { createDenials } from './commands/denials.ts'
import { createParents } from './commands/load-parents.ts'
import { createAnswered } from './confirm/answered.ts'
import { createEffects } from './effects/effects.ts'
import type { Budget } from './github/budget/budget.ts'
import { createClients } from './github/installation.ts'
import { createInstalled } from './github/read-installation.ts'
import { createSelf } from './github/self.ts'
import { createJobQueue, type JobTimes } from './jobs/create-job-queue.ts'
import type { RunTask } from './jobs/job-queue.ts'
import { createJudges, type Judges } from './judging/judges.ts'
import { ledgerOfRuns } from './ledger/ledger-of-runs.ts'
import { createMarks } from './marks.ts'
import { createGateway } from './model/gateway.ts'
import { createCallWatch } from './model/watch-calls.ts'
import { createPeriodic } from './periodic.ts'
import { createChangeCache } from './pull-requests/change-cache.ts'
import { createHarnessBoard } from './pull-requests/harness-board.ts'
import { createTextCache } from './pull-requests/text-cache.ts'
import { createQueue } from './queue/queue.ts'
import type { Reins } from './reins.ts'
import { createRunStore } from './runs/create-run-store.ts'
import { dueAt, RUN_TIMES, type RunTimes } from './runs/due-at.ts'
import { endLate } from './runs/end-late.ts'
import { createEnds } from './runs/ends.ts'
import { isLive } from './runs/run.ts'
import { createRunTokens } from './runs/run-token.ts'
import { createStatusBoard, STATUS_PACE, type StatusPace } from './runs/status-board.ts'
import { createUsedTokens } from './runs/used-tokens.ts'
import { createVerifyRunner } from './runs/verify-runner.ts'
import { createWatch } from './runs/watch-runs.ts'
import { giveUpOnRun, workOnRun } from './runs/work-on-run.ts'
import { renderProgress, writeStatus } from './runs/write-status.ts'
import type { Secrets } from './secrets.ts'
import type { Database } from './store/database.ts'
import { createSwitches } from './switches/switches.ts'
import type { Telemetry } from './telemetry.ts'

type Options = {
  config: Reins['config']
  database: Database
  boss: PgBoss
  judges: Judges | undefined
  secrets: Secrets
  budget: Budget
  Octokit: typeof ProbotOctokit
  times: RunTimes | undefined
  jobTimes: JobTimes | undefined
  pace: StatusPace | undefined
  telemetry: Telemetry
}

export type Assembled = {
  reins: Reins
  ignored: () => Record<string, number>
  /** Begins with what waits in the database. */
  start: () => void
  /** Begins nothing more, and finishes what is under way; what waits is for who comes next. */
  stop: () => Promise<void>
}

/** GitHub may be away for an hour before a run's last word is given up. */
const RUN_TRIES = 20

/** Places that another instance left free are given within this. Milliseconds. */
const LINE_EVERY = 5_000

/** Reasons that are counted one by one; some name people. */
const MOST_REASONS = 500

/** Makes the parts of the app and ties them together; the only place that knows all of them. */
export async function assemble(probot: Probot, options: Options): Promise<Assembled> {
  const { config, database, boss, secrets, budget, Octokit, judges, telemetry } = options
  const { times = RUN_TIMES, jobTimes, pace = STATUS_PACE } = options
  const log = probot.log.child({ name: 'reins' })
  const now = Date.now
  const background = createBackground()
  const ignored = new Map<string, number>()
  const onTrouble = (error: Error) => log.warn({ err: error }, 'the database did not answer')
  const tasks = await createJobQueue<RunTask>({
    ...{ boss, database, name: 'runs', tries: RUN_TRIES, onTrouble, times: jobTimes },
    work: (job) => workOnRun(reins, job),
    dead: (job, error) => giveUpOnRun(reins, job, error),
  })
  const runs = createRunStore({
    database,
    now,
    dueAt: (run) => dueAt(run, { times, now: now() }),
    onMove(run) {
      const { from, to, cause, actor } = run.history.at(-1) ?? {}
      log.info({ run: run.key, from, to }, 'run moved')
      log.debug({ run: run.key, cause, actor }, 'run moved because')
      watch.follow(run)
      ends.heard(run)
      if (run.state !== 'running') gateway.drop(run.key)
      // Its place is free for the next.
      if (!isLive(run)) background.track(queue.fill()).catch(onTrouble)
    },
  })
  const ends = createEnds(runs)
  const watch = createWatch({
    ...{ runs, now, times, onTrouble },
    onLate: (key, late) => background.track(endLate(reins, key, late)),
  })
  const gateway = createGateway({
    ...{ models: config.models, runs, now },
    isOff: async ({ installation, assignment }) =>
      (await switches.off({ installation, repository: assignment.repository.id })) !== null,
    onError: (error, key) => log.error({ err: error, run: key }, 'a model call could not be counted'),
    watch: createCallWatch({ ...telemetry, log, now }),
  })
  const marks = createMarks(config.privateKey)
  const switches = createSwitches(database, now)
  const queue = createQueue({
    database,
    places: config.places,
    tasks: () => tasks,
    onMoved: (key) => void background.track(showLine(key)).catch(onTrouble),
  })
  const showLine = async (key: string) => {
    const run = await runs.get(key)
    if (run?.state === 'queued') reins.status.progressed(run, 'turn')
  }
  const line = createPeriodic({
    every: LINE_EVERY,
    work: queue.fill,
    onTrouble: (error) => onTrouble(error as Error),
  })
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
    ...{ database, runs, tasks, ends, queue, switches, effects: createEffects(database, now) },
    status: createStatusBoard({
      runs,
      write: (run, body, how) => writeStatus(reins, run, { body, ...how }),
      render: (run) => renderProgress(run, { server: config.github.serverUrl, marks, lineOf: queue.lineOf }),
      track: background.track,
      onError: (error, run) => log.warn({ err: error, run: run.key }, 'the status comment was not updated'),
      now,
      pace,
    }),
    watch,
    gateway,
    ledger: ledgerOfRuns(database),
    ...telemetry,
    harnessBoard: createHarnessBoard(),
    approvalsBoard: createHarnessBoard(),
    texts: createTextCache(),
    changes: createChangeCache(),
    denials: createDenials(database),
    answered: createAnswered(database, now),
    triggers: new Map(),
    verifyRunner: createVerifyRunner({ issuer: config.github.oidcIssuer, audience: config.publicUrl }),
    usedTokens: createUsedTokens(database, now),
    runTokens: createRunTokens(config.privateKey),
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
    start() {
      tasks.start()
      watch.start()
      line.start()
    },
    async stop() {
      watch.close()
      await line.close()
      gateway.close()
      await tasks.close()
      ends.close()
      reins.status.close()
      await background.settled()
      if (judges === undefined) await reins.judges.close()
    },
  }
}
