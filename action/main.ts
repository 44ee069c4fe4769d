import { createRedactor } from '../core/redact/redactor.ts'
import { readInputs, readSecrets } from './inputs.ts'
import { live } from './live.ts'
import { createOutlet } from './log/outlet.ts'

const outlet = createOutlet(createRedactor())

/** The entry, and the only file that reads the environment. */
async function main(): Promise<void> {
  for (const known of readSecrets(process.env)) outlet.hide(known)
  // A cancelled workflow sends SIGINT, 7.5 s later SIGTERM, and ends the process 2.5 s after that.
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => stop.abort('the workflow run was cancelled'))

  const read = readInputs(process.env)
  if (read.kind === 'ok') await live(read.inputs, { stop, outlet })
  else outlet.fail(read.problems.join('\n'))
}

main()
  .catch((error: Error) => {
    for (const line of (error.stack ?? error.message).split('\n')) outlet.line(line)
    outlet.fail(`Reins failed: ${error.message}. This is a mistake of Reins; the log above says where.`)
  })
  // Connections kept open for another request must not keep the job.
  .finally(() => process.exit())
