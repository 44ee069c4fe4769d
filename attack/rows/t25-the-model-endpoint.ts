import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { HOSTED_TOOLS, HUGE, OTHER_MODELS, STORED } from './t25/bodies.ts'
import { HONEST, responses } from './t25/door.ts'
import { FLOODS } from './t25/floods.ts'
import { OTHER_PATHS } from './t25/other-paths.ts'

/** What is allowed is written anew: nothing that two parsers could read differently goes on. */
const WRITTEN_ANEW: Attempt[] = [
  {
    name: 'keys that stand in a request twice, of which another parser takes the first',
    run: async (stage) => {
      const { world, runner } = await responses(stage)
      const twice = `{"model":"gpt-6-pro","store":true,${JSON.stringify(HONEST).slice(1)}`
      const answer = await runner.post('/model/v1/responses', twice)
      const sent = Buffer.from(world.model.requests().at(-1)?.bytes ?? []).toString()
      must(answer.status === 200, `answered ${answer.status}: ${answer.text}`)
      must(!/gpt-6-pro|"store":true/.test(sent), `sent on as it was: ${sent}`)
      return stopped('app: model door', { tried: 'the call was made', evidence: `sent: ${sent}` })
    },
  },
  {
    name: 'an answer without a bound, because none was asked for',
    run: async (stage) => {
      const { world, runner } = await responses(stage)
      const { max_output_tokens: _, ...unbounded } = HONEST
      const answer = await runner.post('/model/v1/responses', unbounded)
      must(answer.status === 200, `answered ${answer.status}: ${answer.text}`)
      const sent = world.model.requests().at(-1)?.body as { max_output_tokens?: number }
      must((sent.max_output_tokens ?? Number.POSITIVE_INFINITY) <= 32_000, JSON.stringify(sent))
      return stopped('app: model door', {
        tried: 'the call was made',
        evidence: `the provider was told: max_output_tokens ${sent.max_output_tokens}`,
      })
    },
  },
]

export const T25: Row = {
  id: 'T25',
  name: 'the model endpoint, by a runner that lies',
  threat:
    'The model endpoint: other paths, models, huge outputs, stored responses, hosted tools, floods: refused; limits counted per run by the app.',
  attempts: [
    ...OTHER_PATHS,
    ...OTHER_MODELS,
    ...STORED,
    ...HOSTED_TOOLS,
    ...HUGE,
    ...WRITTEN_ANEW,
    ...FLOODS,
  ],
  controls: [
    {
      name: 'the same token with an honest request is answered by the provider',
      run: async (stage) => {
        const { world, runner } = await responses(stage)
        const before = world.model.requests().length
        const { status, text } = await runner.post('/model/v1/responses', HONEST)
        must(status === 200 && world.model.requests().length === before + 1, `${status}: ${text}`)
        return `200, and one more request at the provider`
      },
    },
  ],
}
