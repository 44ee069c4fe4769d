import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { leaksOf } from '../../stage/hiding-places.ts'
import { toldToModel } from '../../stage/told-to-model.ts'
import { HIDDEN_OUTPUT, thread } from './hostile-thread.ts'
import { UNSEEN, type Unseen } from './unseen.ts'

const kindOf = ({ name }: Unseen) => name.replace(/, U\+.*/, '')

/** As themselves in every text, file and output, and as entities in the texts of people. */
export const CHARACTERS: Attempt[] = [
  ...[...Map.groupBy(UNSEEN, kindOf)].map(
    ([kind, all]): Attempt => ({
      name: `${kind}: in texts, titles, files, file names, outputs, and as entities`,
      run: async (stage) => {
        const { world, issue } = await thread(stage)
        const { all: told, assigned } = toldToModel(world)
        const [one] = world.github.read.issues(world.repository).filter(({ number }) => number === issue)
        for (const { name, character } of all) {
          must(one?.body.includes(character) === true, `${name} never stood there`)
          must(!told.includes(character), `${name} is in a request to a model`)
          must(!assigned.includes(character), `${name} is in the assignment`)
          const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
          must(told.includes(`⟨U+${hex}⟩`), `${name} is not shown where a file has it`)
          must(!told.includes(`&#x${hex};`), `${name} is in a request as an entity`)
        }
        return stopped('core: sanitiser', {
          tried: `${all.map(({ name }) => name.replace(/.*, /, '')).join(', ')} stood in the issue`,
          evidence: `in no request; in files ⟨U+…⟩ stands there instead`,
        })
      },
    }),
  ),
  {
    name: 'words written in tag characters and selectors, in a file and in what a check prints',
    run: async (stage) => {
      const { all } = toldToModel((await thread(stage)).world)
      for (const source of ['SOURCE', 'OUTPUT', 'CHECK']) must(all.includes(`SEEN${source}`), `no ${source}`)
      const leaks = leaksOf(all, HIDDEN_OUTPUT)
      must(leaks.length === 0, `they came to the model: ${leaks.join()}`)
      must(all.includes('⟨U+E0048⟩'), 'they are not shown either')
      return stopped('core: sanitiser', {
        tried: 'read, searched and printed',
        evidence: 'shown as ⟨U+E0048⟩',
      })
    },
  },
]
