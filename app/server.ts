import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Probot } from 'probot'
import { assemble } from './assemble.ts'
import { explainTrouble } from './commands/explain-trouble.ts'
import type { AppConfig } from './config.ts'
import { CLOCK, createBudget } from './github/budget/budget.ts'
import { readingsOf } from './github/budget/readings.ts'
import { createDeliveryLog } from './github/delivery-log.ts'
import { createOctokit } from './github/octokit.ts'
import { ratePolicy } from './github/rate-policy.ts'
import { createReadGrants } from './github/read-installation.ts'
import { watchRequests } from './github/watch-requests.ts'
import { createReadiness } from './health/readiness.ts'
import { closeServer, listen } from './http/listen.ts'
import { routes } from './http/routes.ts'
import { starting } from './http/starting.ts'
import { createInbox } from './inbox/create-inbox.ts'
import type { Inbox } from './inbox/inbox.ts'
import { tellingReceive, tellingWork } from './inbox/telling.ts'
import { listensTo, reins as table, workOf } from './index.ts'
import type { JobTimes } from './jobs/create-job-queue.ts'
import { openBoss } from './jobs/open-boss.ts'
import type { Judges } from './judging/judges.ts'
import { Unjudged } from './judging/unjudged.ts'
import { createLog } from './log/create-log.ts'
import { idsOfDelivery } from './log/ids-of-delivery.ts'
import { createLookAfter, type LookAfterTimes } from './look-after/look-after.ts'
import { createRetention } from './look-after/retention.ts'
import type { Periodic } from './periodic.ts'
import type { RunTimes } from './runs/due-at.ts'
import type { StatusPace } from './runs/status-board.ts'
import { createSecrets, type Secrets, secretsOfConfig } from './secrets.ts'
import type { Database } from './store/database.ts'
import type { DatabaseProcess } from './store/embedded/start-database.ts'
import { openDatabase } from './store/open-database.ts'
import { createSweep, type SweepTimes } from './sweep/create-sweep.ts'
import { openTelemetry, type Telemetry } from './telemetry.ts'

/** Times that tests make shorter. Milliseconds. */
export type Times = {
  runs?: RunTimes
  pace?: StatusPace
  jobs?: JobTimes
  webhookWithin?: number
  /** Null: nothing is swept. */
  sweep?: SweepTimes | null
  lookAfter?: LookAfterTimes
}

export type RunningApp = {
  url: string
  /** Resolves when no delivery is waiting and nothing is being written. Runs under way go on. */
  settled: () => Promise<void>
  /** Takes nothing new and finishes what was begun. Runs under way go on, and whoever starts next hears of them. */
  close: () => Promise<void>
  /** The first request after a start should not wait for a process; resolves when there is one. */
  warm: () => Promise<void>
  /** Deliveries that asked for nothing, counted by why. */
  ignored: () => Record<string, number>
}

/**
 * Starts the whole app. `judges`, `database`: of somebody else, who ends them; without them the app opens its own. `logTo`
 * is the file descriptor its log goes to, one JSON a line. `ahead`: the process that the embedded database will have.
 *
 * @throws when the address is taken, or the database cannot be had.
 */
export async function startServer(
  config: AppConfig,
  times: Times & { judges?: Judges; database?: Database; ahead?: DatabaseProcess | undefined } = {},
  logTo = 1,
): Promise<RunningApp> {
  const telemetry = await openTelemetry(config, (error) =>
    probot.log.warn({ err: error }, 'traces were not sent'),
  )
  const readiness = createReadiness({
    checks: { database: async () => void (await database.query('SELECT 1')), inbox: () => hasRoom(inbox) },
    onFailure: (check, error) => probot.log.warn({ err: error, check }, 'not ready'),
  })
  // The address has to be known before anything is made with it, so early requests wait outside.
  let listener = getRequestListener(starting(readiness).fetch)
  const server = createServer((request, response) => void listener(request, response))
  await listen(server, config)
  const { port } = server.address() as AddressInfo
  const secrets = createSecrets(secretsOfConfig(config), Date.now)
  const budget = createBudget({ clock: CLOCK, instances: config.instances })
  const Octokit = createOctokit(secrets, ratePolicy(budget, CLOCK), watchRequests(telemetry))
  const probot = await createProbot(config, { Octokit, secrets, telemetry, logTo })
  const onTrouble = (error: Error) => probot.log.warn({ err: error }, 'the database did not answer')
  const database =
    times.database ??
    (await openDatabase(config, onTrouble, times.ahead).catch(async (error: unknown) => {
      await closeServer(server)
      throw error
    }))
  const boss = await openBoss({ database, onTrouble })
  const { reins, ignored, start, stop } = await assemble(probot, {
    config: { ...config, publicUrl: config.publicUrl ?? `http://127.0.0.1:${port}` },
    ...{ database, boss, judges: times.judges },
    secrets,
    budget,
    Octokit,
    times: times.runs,
    jobTimes: times.jobs,
    pace: times.pace,
    telemetry,
  })
  const inbox = await createInbox({
    ...{ boss, database, now: reins.now, onTrouble, times: times.jobs },
    work: tellingWork(reins, async (delivery) => workOf(delivery)?.(reins, delivery)),
    superseded: (delivery) => reins.ignore(delivery, 'a later review of the pull request waits'),
    // What is said in a way that nobody can judge is not judged the second time either.
    isFinal: (error) => error instanceof Unjudged,
    async dead(error, delivery, last) {
      await reins.scope.within(idsOfDelivery(delivery), () =>
        explainTrouble(reins, delivery, { error, last }),
      )
      reins.metrics.jobs.dead(delivery.event)
    },
  })
  const asApp = { Octokit, apiUrl: config.github.apiUrl }
  const rounds: Periodic[] = [
    createLookAfter({ reins, grants: createReadGrants(probot, asApp), times: times.lookAfter }),
    createRetention(reins),
  ]
  if (times.sweep !== null)
    rounds.push(
      createSweep({
        ...reins,
        deliveries: createDeliveryLog(probot, asApp),
        isWanted: ({ event, action }) => listensTo(event, action),
        times: times.sweep,
      }),
    )
  telemetry.metrics.ask({
    now: reins.now,
    queues: { deliveries: inbox, runs: reins.tasks },
    liveRuns: reins.runs.countLive,
    openCalls: reins.gateway.open,
    budgets: () => readingsOf(budget.snapshot()),
  })
  await probot.load((app) => table(app, tellingReceive(reins, inbox.receive), reins.ignore))
  listener = getRequestListener(
    routes(probot, reins, { within: times.webhookWithin, readiness, inbox }).fetch,
  )
  start()
  inbox.start()
  for (const one of rounds) one.start()
  readiness.started()

  return {
    url: `http://127.0.0.1:${port}`,
    ignored,
    warm: reins.judges.warm,
    async settled() {
      await Promise.all(rounds.map((one) => one.settled()))
      await inbox.settled()
      await reins.tasks.settled()
      await reins.background.settled()
      // Work of the one may be begun by the other.
      await inbox.settled()
      await reins.tasks.settled()
    },
    async close() {
      readiness.stopping()
      budget.close()
      await Promise.all(rounds.map((one) => one.close()))
      await inbox.close()
      await stop()
      await closeServer(server)
      await boss.stop({ graceful: false })
      if (times.database === undefined) await database.close()
      await telemetry.tracer.close()
    },
  }
}

async function hasRoom(inbox: Inbox): Promise<void> {
  const [waiting, room] = [await inbox.waiting(), inbox.room()]
  if (waiting >= room) throw new Error(`${waiting} deliveries wait, and ${room} may.`)
}

type Logging = {
  Octokit: ReturnType<typeof createOctokit>
  secrets: Secrets
  telemetry: Telemetry
  logTo: number
}

async function createProbot(
  config: AppConfig,
  { Octokit, secrets, telemetry, logTo }: Logging,
): Promise<Probot> {
  const { appId, privateKey, webhookSecret, logLevel, github } = config
  const probot = new Probot({
    appId,
    privateKey,
    secret: webhookSecret,
    log: createLog({ level: logLevel, secrets, ...telemetry, to: logTo }),
    baseUrl: github.apiUrl,
    Octokit,
  })
  return probot.ready()
}
