import { secretsOfEnvironment } from '../core/redact/environment.ts'
import { createRedactor } from '../core/redact/redactor.ts'
import { readConfig } from './config.ts'
import { keepSecrets } from './keep-secrets.ts'
import { startDatabase } from './store/embedded/start-database.ts'
import { NoDatabase } from './store/no-database.ts'

const { redact } = createRedactor(secretsOfEnvironment(process.env))
const warn = (text: string) => console.error(redact(text).text)

const read = readConfig(process.env)
if (read.kind === 'broken') {
  for (const problem of read.problems) warn(problem)
  warn('See docs/configuration.md.')
  process.exit(1)
}

for (const warning of keepSecrets(process.env, read.secrets)) console.error(`Warning: ${warning}`)

const { host, port, databaseUrl } = read.config
// While this process reads the rest of the app, the embedded database's own gets ready.
const ahead = databaseUrl === null ? startDatabase() : undefined
const { startServer } = await import('./server.ts')
const app = await startServer(read.config, { ahead }).catch((error: Error) => {
  const why =
    error instanceof NoDatabase
      ? `: ${error.message}`
      : ` on ${host}:${port}: ${error.message}. Set HOST and PORT to an address that is free.`
  warn(`The app cannot start${why}`)
  process.exit(1)
})
await app.warm()
console.log(`Reins listens on ${app.url} and is known as ${read.config.publicUrl}`)

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, async () => {
    await app.close()
    process.exit(0)
  })
