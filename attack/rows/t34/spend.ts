import type { Turn } from '../../../playground/model/turn.ts'
import { must } from '../../row.ts'
import type { PlayedRunner } from '../../stage/played-runner.ts'
import type { Stage } from '../../stage/stage.ts'
import type { World, WorldOptions } from '../../stage/world.ts'

/** A thousandth of a US dollar for each token, so that few words are money. */
const PER_TOKEN = 0.001
const PRICE = { input: PER_TOKEN * 1e6, cached: PER_TOKEN * 1e6, output: PER_TOKEN * 1e6 }
export const PRICES = {
  REINS_MODELS: JSON.stringify({ 'gpt-5.5': { price: PRICE } }),
  REINS_LIMITS: JSON.stringify({ cost: 500 }),
}

const tool = (name: string) => ({ type: 'function', name, parameters: { type: 'object', properties: {} } })

/** Each way in which a call can end; the tool that is offered chooses which. */
const ENDINGS: Turn[] = [
  { for: 'whole', say: 'word '.repeat(100) },
  { for: 'cut', say: 'word '.repeat(100), fault: { cut: true } },
  { for: 'hang', say: 'word '.repeat(100), fault: { hang: 60_000 } },
  { for: 'failed', fault: { failed: 'server_error' } },
  { for: 'malformed', say: 'word '.repeat(100), fault: { malformed: true } },
  { for: 'empty', fault: { empty: true } },
  { for: 'length', say: 'word '.repeat(100), fault: { length: true } },
  { for: 'refused', fault: { status: 500 } },
]

export function open(stage: Stage, limits: string, more: WorldOptions = {}): Promise<World> {
  const harness = `version: 1\nscope: { write: [src/**] }\nlimits: ${limits}\n`
  return stage.world({ says: ENDINGS, variables: PRICES, harness, ...more })
}

let asked = 0
/** One call of a runner, of which the provider ends as `how` says. Every question is a new one. */
export function ask(runner: PlayedRunner, how: string, output = 200): ReturnType<PlayedRunner['post']> {
  return runner.post('/model/v1/responses', body(how, output)).catch((error: Error) => ({
    ...{ status: 0, body: {}, text: error.message },
  }))
}

export function body(how: string, output: number) {
  const input = `question ${++asked}`
  return {
    ...{ model: 'gpt-5.5', stream: true, store: false, input },
    ...{ tools: [tool(how)], max_output_tokens: output },
  }
}

/** What the provider really counted, in US dollars; cut answers too. */
export function atProvider(world: World): number {
  return world.model
    .requests()
    .reduce((sum, { usage }) => sum + (usage ? (usage.input + usage.output) * PER_TOKEN : 0), 0)
}

/** What the app has counted for the run, as it says when it refuses a call nobody could pay for. */
export async function counted(runner: PlayedRunner): Promise<number> {
  const words = { ...body('whole', 16), instructions: 'x'.repeat(30_000) }
  const { status, text } = await runner.post('/model/v1/responses', words)
  const used = /leaves too little for another call: ([\d.]+) USD are used/.exec(text)?.[1]
  must(status === 429 && used !== undefined, `not told what is used: ${status} ${text.slice(0, 300)}`)
  return Number(used)
}

/** Waits until the app has counted more than this: a call that was hung up ends a moment later. */
export async function countedMore(runner: PlayedRunner, than: number): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const now = await counted(runner)
    if (now > than) return now
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`It was never counted: still ${than} USD.`)
}
