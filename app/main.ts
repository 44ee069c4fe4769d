import { LANGUAGES } from '../core/syntax/language.ts'
import { loadSyntax } from '../core/syntax/syntax.ts'
import { readConfig } from './config.ts'
import { startServer } from './server.ts'

const read = readConfig(process.env)
if (read.kind === 'broken') {
  for (const problem of read.problems) console.error(problem)
  console.error('See docs/configuration.md.')
  process.exit(1)
}

const { host, port } = read.config
const app = await startServer(read.config).catch((error: Error) => {
  console.error(
    `The app cannot start on ${host}:${port}: ${error.message}. Set HOST and PORT to an address that is free.`,
  )
  process.exit(1)
})
// The first command after a start should not wait for the parsers; a machine without them says so when they are needed.
void loadSyntax(LANGUAGES).catch((error: unknown) =>
  console.error('The parsers of rules cannot be loaded:', error),
)
console.log(`Reins listens on ${app.url} and is known as ${read.config.publicUrl}`)

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, async () => {
    await app.close()
    process.exit(0)
  })
