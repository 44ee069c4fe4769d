import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { startPostgres } from './start-postgres.ts'

/** `npm run with-postgres -- npm run stories`: a command, with a Postgres of this machine's packages at TEST_DATABASE_URL. */
const [program, ...args] = process.argv.slice(2)
if (program === undefined) {
  console.error('Say what to run: npm run with-postgres -- npm run stories')
  process.exit(2)
}
const postgres = await startPostgres()
if (postgres.kind === 'none') {
  console.error(postgres.why)
  process.exit(2)
}
const env = { ...process.env, TEST_DATABASE_URL: postgres.url }
const child = spawn(program, args, { stdio: 'inherit', env })
// Whoever interrupts reaches the command, too; what it leaves is ended here.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
child.on('error', (error) => console.error(`${program} cannot be started: ${error.message}`))
const [code] = (await once(child, 'close')) as [number | null]
await postgres.stop()
process.exit(code ?? 1)
