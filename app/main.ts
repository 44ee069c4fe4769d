import { readConfig } from './config.ts'
import { startServer } from './server.ts'

const read = readConfig(process.env)
if (read.kind === 'broken') {
  for (const problem of read.problems) console.error(problem)
  console.error('See docs/configuration.md.')
  process.exit(1)
}

const app = await startServer(read.config)
console.log(`Reins listens on ${app.url} and is known as ${read.config.publicUrl}`)

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, async () => {
    await app.close()
    process.exit(0)
  })
