import type { Row } from '../row.ts'
import { must } from '../row.ts'
import { EVERY_WAY } from '../stage/every-way.ts'
import { shownIn } from '../stage/shown-in.ts'
import { EACH_ALONE } from './t26/each-alone.ts'
import { OF_JOB, OF_OPERATOR, stolen } from './t26/stolen.ts'
import { TOLD_EVERYWHERE } from './t26/told-everywhere.ts'

export const T26: Row = {
  id: 'T26',
  name: 'secrets in what comes out',
  threat:
    'A secret (plain, base64, hex, URL-encoded, reversed, cut) in body, title, branch, commit, file, annotation, suggestion, summary, log: known values and their transforms are caught in every sink and block publishing; T20 is the real protection.',
  attempts: [...TOLD_EVERYWHERE, ...EACH_ALONE],
  controls: [
    {
      name: 'whoever looks for them sees each one, in every way, where nobody took it out',
      run: async (stage) => {
        const world = await stage.world()
        await (await world.claimed()).events({ type: 'phase', phase: 'agent' })
        const secrets = stolen(world, [...OF_OPERATOR, 'run token'])
        for (const [what, value] of secrets)
          for (const [way, write] of Object.entries(EVERY_WAY)) {
            const seen = shownIn({ here: JSON.stringify([JSON.stringify({ text: write(value) })]) }, secrets)
            must(
              seen.some((one) => one.what === what && (one.way === way || one.way === 'cut')),
              `not seen: ${what}, ${way}`,
            )
          }
        return `${secrets.size} secrets in ${Object.keys(EVERY_WAY).length} ways; those of the job are ${OF_JOB.join(', ')}`
      },
    },
    {
      name: 'the same report without any secret is published',
      run: async (stage) => {
        const world = await stage.world()
        const { body } = await (await world.claimed()).report()
        must(typeof body.url === 'string', `it is refused as well: ${body.message}`)
        return String(body.message)
      },
    },
  ],
}
