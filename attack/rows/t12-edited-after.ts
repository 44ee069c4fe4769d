import { setTimeout as sleep } from 'node:timers/promises'
import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { shared } from '../stage/stage.ts'
import { toldToModel } from '../stage/told-to-model.ts'
import { edited, MOMENTS, WHAT } from './t12/edited-thread.ts'
import { LATE_DELIVERIES } from './t12/late-deliveries.ts'

const ran = shared(edited)

/** Everything there is to change is changed at one moment of a whole run. */
const changes = (moment: (typeof MOMENTS)[number]): Attempt => ({
  name: `title, text, comments and the command itself are changed ${moment.name}`,
  run: async (stage) => {
    const { told, comments } = await ran(stage)
    const { world, issue, status } = told
    const { all, assigned } = toldToModel(world)
    const sent = JSON.stringify(world.github.requests().map(({ path, body }) => [path, body]))
    for (const what of WHAT) {
      const word = `${what}${moment.id}`
      must(comments.has(word), `nobody changed it: ${word}`)
      must(!all.includes(word), `${word} came to the model`)
      must(!assigned.includes(word), `${word} is in the assignment`)
    }
    must(all.includes('TITLEASITWAS') && all.includes('TEXTASITWAS'), `the model read nothing: ${status}`)
    must(all.includes('COMMANDASITWAS'), 'the command as it was written is not in the prompt')
    must(!sent.includes('"body":"/agent stop'), 'an edit became a command')
    must(world.dispatched() === 1, `${world.dispatched()} runs of one command`)
    must(told.pull !== undefined, `nothing was published: ${status}`)
    return stopped('app: frozen assignment', {
      tried: `issue #${issue}: ${WHAT.map((what) => what + moment.id).join(', ')}`,
      evidence: 'the model read what stood there when the command came',
    })
  },
})

export const T12: Row = {
  id: 'T12',
  name: 'edits after the command',
  threat: 'Edits after the command: the frozen text counts.',
  attempts: [
    ...MOMENTS.map(changes),
    {
      name: 'a comment that was harmless is changed while the app reads, and passes for what it was',
      run: async (stage) => {
        const { told } = await ran(stage)
        const { all } = toldToModel(told.world)
        const said = /(\d) comments? changed after the command/
        must(said.test(all), 'the agent is not told')
        must(told.pull !== undefined && said.test(told.pull.body), 'people are not told')
        must(!all.includes('COMMENTASITWAS'), 'what cannot be known is given all the same')
        return stopped('app: frozen assignment', {
          tried: 'ada’s and bob’s comments were changed a second after the command',
          evidence: said.exec(told.pull.body)?.[0] ?? '',
        })
      },
    },
    ...LATE_DELIVERIES,
  ],
  controls: [
    {
      name: 'the same edits before the command do count',
      run: async (stage) => {
        const world = await stage.world()
        const issue = await world.issue()
        const { github, repository } = world
        const id = await world.comment('bob', 'As it was.', issue)
        await github.editIssue(repository, issue, {
          title: 'TITLECHANGED',
          body: 'TEXTCHANGED',
          actor: 'ada',
        })
        await github.editComment(repository, id, { body: 'COMMENTCHANGED', actor: 'bob' })
        await world.settled()
        // What changes in the second of the command is in doubt.
        await sleep(1_100)
        const { assignment } = await world.claimed(issue)
        const text = JSON.stringify(assignment)
        for (const word of ['TITLECHANGED', 'TEXTCHANGED', 'COMMENTCHANGED'])
          must(text.includes(word), `${word} is never read at all`)
        return 'all three are in the assignment'
      },
    },
  ],
}
