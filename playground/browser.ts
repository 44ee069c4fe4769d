import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readInputs } from './demo/inputs.ts'
import { findChromium, openBrowser } from './page/drive/open-browser.ts'
import { openPage } from './page/drive/open-page.ts'
import { takePictures } from './page/drive/pictures.ts'
import { playStory } from './page/drive/story.ts'
import { machineOf, setStage } from './stage.ts'

const USAGE = `npm run browser -- [options]

  --pictures <folder>   where screenshots go: light and dark, 1280 and 390 px wide
  --help                this text

Plays the demo's story in a real headless Chromium: CHROMIUM=<path>, or one in its usual place. Without one it is skipped,
and with CI set that is a failure.`

process.exitCode = await main()

/** @returns the exit code; the last line printed is the verdict. */
async function main(): Promise<number> {
  const from = performance.now()
  const options = readOptions()
  if (typeof options === 'string') {
    console.log(options)
    return options === USAGE ? 0 : 1
  }
  const chromium = findChromium(process.env.CHROMIUM)
  if (chromium === null) return withoutChromium()
  const inputs = await readInputs(
    { repository: undefined, script: undefined, issue: undefined, keep: false, json: false, help: false },
    { apiKey: undefined, baseUrl: undefined, models: undefined },
  )
  if (typeof inputs === 'string') return fail(inputs)

  const closers: (() => Promise<unknown>)[] = []
  try {
    const stage = await setStage({ model: inputs.model, machine: machineOf(process.env) })
    closers.push(stage.close)
    const { approver } = stage.installed
    if (approver === null) return fail('the sample names nobody who approves.')
    const browser = await openBrowser(chromium)
    closers.push(() => browser.close())
    const { page, troubles } = await openPage(browser, stage.playground.url)
    const { pictures } = options
    if (pictures !== undefined) await mkdir(resolve(pictures), { recursive: true })
    const taken: string[] = []
    await playStory({
      ...stage,
      page,
      approver,
      issue: inputs.issue,
      picture: async (name, part) => {
        if (pictures !== undefined)
          taken.push(...(await takePictures(page, { folder: resolve(pictures), name, part })))
      },
      tell: (line) => console.log(line),
    })
    if (troubles.length > 0) return fail(troubles.join('; '))
    const kept = pictures === undefined ? 'no pictures asked for' : `${taken.length} pictures in ${pictures}`
    console.log(`browser ok: ${kept}, ${((performance.now() - from) / 1000).toFixed(1)} s`)
    return 0
  } catch (error) {
    return fail((error as Error).message)
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

/** Never green where somebody relies on it; no obstacle on a machine that has no browser. */
function withoutChromium(): number {
  const why = 'no Chromium was found. Install one, or set CHROMIUM to its path.'
  if (process.env.CHROMIUM || process.env.CI) return fail(why)
  console.log(`skipped: ${why}`)
  return 0
}

function fail(why: string): number {
  console.log(`browser failed: ${why.replace(/\s*\n\s*/g, ' ')}`)
  return 1
}

function readOptions(): { pictures: string | undefined } | string {
  try {
    const { values } = parseArgs({
      strict: true,
      allowPositionals: false,
      options: { pictures: { type: 'string' }, help: { type: 'boolean', default: false } },
    })
    return values.help ? USAGE : { pictures: values.pictures }
  } catch (error) {
    return `browser failed: ${(error as Error).message} See npm run browser -- --help`
  }
}
