import { approve } from './demo/approve.ts'
import { readInputs } from './demo/inputs.ts'
import { tellEvent } from './demo/narrate.ts'
import { DEMO_USAGE, readOptions } from './demo/options.ts'
import { quiet } from './demo/quiet.ts'
import { readResult, verdict } from './demo/result.ts'
import { tellIsolation } from './demo/tell-isolation.ts'
import { tellResult } from './demo/tell-result.ts'
import { machineOf, setStage } from './stage.ts'

process.exitCode = await main()

/** One story from an issue to its pull request. @returns the exit code; the last line printed is the verdict. */
async function main(): Promise<number> {
  const from = performance.now()
  const options = readOptions(process.argv.slice(2))
  if (typeof options === 'string') return fail(options)
  if (options.help) {
    console.log(DEMO_USAGE)
    return 0
  }
  const inputs = await readInputs(options, {
    apiKey: process.env.OPENAI_API_KEY,
    baseUrl: process.env.OPENAI_BASE_URL,
    models: process.env.REINS_MODELS,
  })
  if (typeof inputs === 'string') return fail(inputs)

  const tell = (line: string) => console.log(line)
  const stage = await setStage({
    model: inputs.model,
    machine: machineOf(process.env),
    ...(inputs.repository === undefined ? {} : { repository: inputs.repository }),
  }).catch((error: Error) => error)
  if (stage instanceof Error) return fail(stage.message)
  const leave = interruptible(stage.close)
  try {
    const { playground, repository, maintainer } = stage
    if (options.json) playground.onEvent((event) => tell(JSON.stringify(event)))
    else {
      const wanted = { repository }
      tell(`A local GitHub with Reins installed: ${playground.url}/${repository}`)
      for (const line of tellIsolation(stage.isolation)) tell(line)
      for (const added of stage.installed.added) tell(`The installation added ${added}.`)
      playground.onEvent(withoutRepeats((event) => tellEvent(event, wanted), tell))
    }
    const number = await playground.openIssue(repository, { ...inputs.issue, actor: maintainer })
    await playground.comment(repository, number, { body: '/agent implement', actor: maintainer })
    await quiet(stage)
    if (await approve(stage)) await quiet(stage)

    const result = await readResult(playground, repository, number)
    if (options.json) tell(JSON.stringify(result))
    else tellResult(result).forEach(tell)
    const { ok, line } = verdict(result, (performance.now() - from) / 1000)
    if (options.keep) {
      const left = `Left running: ${playground.url}/${repository} (stop it with Ctrl-C)`
      // With --json the last two lines are the result and the verdict.
      if (options.json) console.error(left)
      else tell(left)
      tell(line)
      await leave.asked()
      return ok ? 0 : 1
    }
    tell(line)
    return ok ? 0 : 1
  } catch (error) {
    return fail((error as Error).message)
  } finally {
    await leave.close()
  }
}

/** GitHub tells some things twice (created, then completed); a person wants to read them once. */
function withoutRepeats<Event>(toLines: (event: Event) => string[], tell: (line: string) => void) {
  let last = ''
  return (event: Event) => {
    const lines = toLines(event)
    if (lines.length === 0 || lines.join('\n') === last) return
    last = lines.join('\n')
    lines.forEach(tell)
  }
}

function fail(why: string): number {
  console.log(`demo failed: ${why.replace(/\s*\n\s*/g, ' ')}`)
  return 1
}

/** Ctrl-C closes what was started, once; a second one ends at once. While it is asked for, it is no failure. */
function interruptible(close: () => Promise<void>) {
  let closing: Promise<void> | undefined
  let expected = false
  const once = () => {
    closing ??= close()
    return closing
  }
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        if (expected) return resolve()
        process.exitCode = 130
        void once().finally(() => process.exit())
      })
  })
  return {
    close: once,
    asked: () => {
      expected = true
      return interrupted
    },
  }
}
