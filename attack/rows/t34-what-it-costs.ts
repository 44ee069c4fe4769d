import type { Row } from '../row.ts'
import { must } from '../row.ts'
import { OF_A_REPOSITORY } from './t34/of-a-repository.ts'
import { OF_A_RUN } from './t34/of-a-run.ts'
import { ask, atProvider, counted, open } from './t34/spend.ts'

export const T34: Row = {
  id: 'T34',
  name: 'spending more than was allowed',
  threat:
    'Cost is counted from every response, failed and retried ones too; the call that could pass the limit is not made.',
  attempts: [...OF_A_RUN, ...OF_A_REPOSITORY],
  controls: [
    {
      name: 'with money left, the same call is made, and costs what the provider counted',
      run: async (stage) => {
        const world = await open(stage, '{ cost: 20 USD }')
        const runner = await world.claimed()
        const { status } = await ask(runner, 'whole')
        const app = await counted(runner)
        must(status === 200 && Math.abs(app - atProvider(world)) < 0.011, `${status}, ${app} USD`)
        return `200; ${app} USD counted, as much as at the provider`
      },
    },
  ],
}
