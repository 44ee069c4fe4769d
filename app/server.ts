import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { pino } from 'pino'
import { Probot } from 'probot'
import { assemble } from './assemble.ts'
import { explainTrouble } from './commands/explain-trouble.ts'
import type { AppConfig } from './config.ts'
import { ReinsOctokit } from './github/octokit.ts'
import { runs } from './http/runs.ts'
import { webhook } from './http/webhook.ts'
import { createMemoryInbox } from './inbox/memory-inbox.ts'
import { reins as table, workOf } from './index.ts'
import type { Reins } from './reins.ts'
import type { StatusPace } from './runs/status-board.ts'
import type { RunTimes } from './runs/watch-runs.ts'

/** Times that tests make shorter. Milliseconds. */
export type Times = { runs?: RunTimes; pace?: StatusPace; webhookWithin?: number }

export type RunningApp = {
  url: string
  /** Resolves when no delivery is waiting and nothing is being written. Runs under way go on. */
  settled: () => Promise<void>
  /** Takes nothing new, finishes what was begun, and ends the runs under way: their workflows are cancelled. */
  close: () => Promise<void>
  /** Deliveries that asked for nothing, counted by why. */
  ignored: () => Record<string, number>
}

/** Headers of a request, and the whole of it, have to be here by then. Milliseconds. */
const HEADERS_WITHIN = 10_000
const REQUEST_WITHIN = 120_000
/** Connections that are still open after a graceful stop are cut. */
const STOP_GRACE = 2_000

/** Starts the whole app. `logTo` is the file descriptor its log goes to, one JSON a line. */
export async function startServer(config: AppConfig, times: Times = {}, logTo = 1): Promise<RunningApp> {
  // The address has to be known before anything is made with it, so early requests wait outside.
  let listener: RequestListener = (_, response) => response.writeHead(503).end()
  const server = createServer((request, response) => listener(request, response))
  await listen(server, config)
  const { port } = server.address() as AddressInfo
  const probot = await createProbot(config, logTo)
  const { reins, ignored, stop } = assemble(probot, {
    config: { ...config, publicUrl: config.publicUrl ?? `http://127.0.0.1:${port}` },
    times: times.runs,
    pace: times.pace,
  })
  const inbox = createMemoryInbox({
    work: async (delivery) => workOf(delivery)?.(reins, delivery),
    onError: (error, delivery) => void reins.background.track(explainTrouble(reins, delivery, error)),
  })
  await probot.load((app) => table(app, inbox.receive, reins.ignore))
  listener = getRequestListener(routes(probot, reins, times).fetch)

  return {
    url: `http://127.0.0.1:${port}`,
    ignored,
    async settled() {
      await inbox.settled()
      await reins.background.settled()
    },
    async close() {
      await inbox.close()
      await stop()
      await closeServer(server)
    },
  }
}

function routes(probot: Probot, reins: Reins, { webhookWithin }: Times): Hono {
  const app = new Hono()
  app.route('/', webhook({ verifyAndReceive: probot.webhooks.verifyAndReceive, within: webhookWithin }))
  app.route('/', runs(reins))
  app.get('/health', (c) => c.json({ ok: true }))
  app.notFound((c) => c.json({ error: 'There is nothing here.' }, 404))
  app.onError((error, c) => {
    reins.log.error(error)
    return c.json({ error: 'The app failed. Try again; its log says why.' }, 500)
  })
  return app
}

async function createProbot(config: AppConfig, logTo: number): Promise<Probot> {
  const { appId, privateKey, webhookSecret, logLevel, github } = config
  const probot = new Probot({
    appId,
    privateKey,
    secret: webhookSecret,
    log: pino({ level: logLevel, name: 'reins' }, pino.destination({ dest: logTo, sync: true })),
    baseUrl: github.apiUrl,
    Octokit: ReinsOctokit,
  })
  return probot.ready()
}

async function listen(server: Server, { host, port }: AppConfig): Promise<void> {
  server.headersTimeout = HEADERS_WITHIN
  server.requestTimeout = REQUEST_WITHIN
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), STOP_GRACE).unref()
  })
}
