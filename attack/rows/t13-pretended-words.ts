import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { toldToModel } from '../stage/told-to-model.ts'
import { FORGED_PLANS } from './t13/forged-plans.ts'
import { OTHER_PLANS } from './t13/other-plans.ts'
import { markOf, PRETENCES, SOURCES, thread } from './t13/pretending-thread.ts'
import { REAL_PLAN } from './t13/real-plan.ts'

/** It stands in the title, text, a comment, the command, files, outputs and a plan, and in none of them ends the fence. */
const pretends = (name: string, at: number): Attempt => ({
  name,
  run: async (stage) => {
    const { world, status } = await thread(stage)
    const { all, ours, words } = toldToModel(world)
    for (const source of SOURCES) {
      const mark = markOf(source, at)
      must(all.includes(mark), `what the ${source} says never came: ${status}`)
      const [line] = ours.filter((one) => one.includes(mark))
      must(line === undefined, `it stands where our words do: ${line}`)
    }
    const fenced = words.filter((text) => text.includes(markOf('TEXT', at))).length
    return stopped('core: sanitiser', {
      tried: `in ${SOURCES.join(', ')}`,
      evidence: `${fenced} messages have it, each within a fence that it does not close`,
    })
  },
})

export const T13: Row = {
  id: 'T13',
  name: 'words that pretend to be somebody else’s',
  threat:
    'A fence-closing string, a fake "system" section, a fake maintainer\'s dialogue, a fake plan comment: stays data. Approving a plan binds to the plan\'s id and hash, written by our App.',
  attempts: [
    ...PRETENCES.map(({ name }, at) => pretends(name, at)),
    ...FORGED_PLANS,
    ...OTHER_PLANS,
    ...REAL_PLAN,
  ],
  controls: [
    {
      name: 'our own words do stand outside of every fence, and all fences are closed',
      run: async (stage) => {
        const { ours } = toldToModel((await thread(stage)).world)
        must(
          ours.some((line) => line.startsWith('# Your task')),
          'our own heading is not found either',
        )
        return `${ours.length} lines of ours`
      },
    },
  ],
}
