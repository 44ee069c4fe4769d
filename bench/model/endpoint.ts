import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { runs as routes } from '../../app/http/runs.ts'
import { createGateway } from '../../app/model/gateway.ts'
import type { Reins } from '../../app/reins.ts'
import { createRunStore } from '../../app/runs/create-run-store.ts'
import type { RunStore } from '../../app/runs/run-store.ts'
import { hashToken } from '../../app/runs/run-token.ts'
import { scratchDatabase } from '../../playground/scratch-database.ts'
import { runningRuns } from './running-runs.ts'

/** The app's model endpoint in a process of its own, with runs that are under way: all of it but GitHub. */
const [provider = '', count = '1'] = process.argv.slice(2)

const fail = (error: unknown) => {
  throw error
}
const database = await scratchDatabase()
const store: RunStore = createRunStore({ database, now: Date.now, onMove: () => {}, dueAt: () => null })
const { model, all } = runningRuns(Number(count), provider)
const tokens = all.map((run) => `reins_${run.key}_0123456789`)
for (const [at, run] of all.entries())
  await store.create({
    ...run,
    token: { hash: hashToken(tokens[at] ?? ''), attempt: 1, until: Date.now() + 3_600_000 },
  })
const gateway = createGateway({ models: [model], runs: store, now: Date.now, onError: fail })
const reins = { runs: store, gateway, now: Date.now } as Reins
const server = createServer(getRequestListener(routes(reins).fetch))
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port, tokens }))

let peak = 0
setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, 20)
process.on('message', async () => {
  const runs = await Promise.all(all.map(({ key }) => store.get(key)))
  const counted = runs.reduce((sum, run) => sum + (run?.usage.requests ?? 0), 0)
  const { user, system } = process.cpuUsage()
  const rss = process.memoryUsage.rss()
  process.send?.({ peak, rss, counted, cpu: (user + system) / 1000 })
  peak = 0
})
process.on('disconnect', () => process.exit())
