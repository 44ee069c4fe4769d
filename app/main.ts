import { secretsOfEnvironment } from '../core/redact/environment.ts'
import { createRedactor } from '../core/redact/redactor.ts'
import { readConfig } from './config.ts'
import { keepSecrets } from './keep-secrets.ts'
import { startServer } from './server.ts'
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

const { host, port } = read.config
const app = await startServer(read.config).catch((error: Error) => {
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
