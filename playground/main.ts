import { parseArgs } from 'node:util'
import { readInputs } from './demo/inputs.ts'
import { tellEvent } from './demo/narrate.ts'
import { machineOf, setStage } from './stage.ts'

const USAGE = `npm run playground -- [options]

  --repo <path>      a local git repository instead of the sample; it is cloned, never written
  --script <file>    a scripted model instead of the sample's turns
  --port <number>    the page's port (default 4010)
  --help             this text

Without --script, OPENAI_API_KEY (and OPENAI_BASE_URL, REINS_MODELS) make a real model do the work.`

process.exitCode = await main()

/** A local GitHub with Reins installed, until Ctrl-C. @returns the exit code. */
async function main(): Promise<number> {
  const options = readOptions()
  if (typeof options === 'string') {
    console.error(options)
    return options === USAGE ? 0 : 1
  }
  const inputs = await readInputs(
    {
      repository: options.repo,
      script: options.script,
      issue: undefined,
      keep: true,
      json: false,
      help: false,
    },
    {
      apiKey: process.env.OPENAI_API_KEY,
      baseUrl: process.env.OPENAI_BASE_URL,
      models: process.env.REINS_MODELS,
    },
  )
  if (typeof inputs === 'string') {
    console.error(inputs)
    return 1
  }
  const stage = await setStage({
    model: inputs.model,
    machine: machineOf(process.env),
    port: options.port,
    ...(inputs.repository === undefined ? {} : { repository: inputs.repository }),
  })
  const { playground, repository, maintainer, installed } = stage
  playground.onEvent((event) => {
    for (const line of tellEvent(event, { repository })) console.log(line)
  })
  const number = await playground.openIssue(repository, { ...inputs.issue, actor: maintainer })
  const { approver } = installed
  const then =
    approver === null ? '' : `The pull request then asks for ${approver}: approve it as ${approver}.\n`
  console.log(
    `\nOpen ${playground.url}/${repository}/issues/${number} and comment: /agent implement\n${then}Ctrl-C ends it.`,
  )
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
  await stage.close()
  return 0
}

function readOptions() {
  try {
    const { values } = parseArgs({
      strict: true,
      allowPositionals: false,
      options: {
        repo: { type: 'string' },
        script: { type: 'string' },
        port: { type: 'string', default: '4010' },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return USAGE
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      return `--port ${values.port}: a number from 0 to 65535 is needed.`
    return { ...values, port }
  } catch (error) {
    return `${(error as Error).message}\n\n${USAGE}`
  }
}
