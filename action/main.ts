import { setFailed } from '@actions/core'
import { readInputs } from './inputs.ts'
import { live } from './live.ts'

/** The entry, and the only file that reads the environment. */
async function main(): Promise<void> {
  // A cancelled workflow sends SIGINT, 7.5 s later SIGTERM, and ends the process 2.5 s after that.
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => stop.abort('the workflow run was cancelled'))

  const read = readInputs(process.env)
  if (read.kind === 'ok') await live(read.inputs, stop)
  else setFailed(read.problems.join('\n'))
}

main()
  .catch((error: Error) => {
    console.log(error.stack)
    setFailed(`Reins failed: ${error.message}. This is a mistake of Reins; the log above says where.`)
  })
  // Connections kept open for another request must not keep the job.
  .finally(() => process.exit())
