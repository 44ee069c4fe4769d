import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { acts, actsAsText } from '../stage/acts.ts'
import type { Told } from '../stage/told.ts'
import { FORGED } from './t27/forged-marks.ts'
import { ALL, HOSTILE } from './t27/hostile.ts'
import { LONG } from './t27/long-bodies.ts'
import { blocked, markdownOf, PLAIN, plainOf, published, SURFACES } from './t27/surfaces.ts'

const server = ({ world }: Told) => world.github.url
/** The one closing word that acts on purpose. */
const OURS = /^Closes #1, \[asked for by ada\]/

/** A kind of hostile words is looked for everywhere at once: in trees, pages and raw texts of all that was written. */
function surface(where: (typeof SURFACES)[number]): Attempt {
  return {
    name: `${ALL.length} hostile texts, seen on ${where}`,
    run: async (stage) => {
      let read = 0
      for (const run of [published, blocked]) {
        const told = await run(stage)
        const texts = markdownOf(told)[where].filter((text) => text !== '')
        for (const text of texts) {
          read += text.length
          const found = acts(text, { server: server(told), ours: OURS })
          must(found.length === 0, `it would act: ${found.slice(0, 5).join('; ')}`)
        }
      }
      must(
        read > 100,
        `nothing was written there: ${(await published(stage)).status} ${(await published(stage)).log.slice(-1_500)}`,
      )
      return stopped('core: harmless output', {
        tried: Object.keys(HOSTILE).join('; '),
        evidence: `${read} characters, nothing in them acts`,
      })
    },
  }
}

function plain(where: (typeof PLAIN)[number]): Attempt {
  return {
    name: `${ALL.length} hostile texts, seen in ${where}`,
    run: async (stage) => {
      const told = await published(stage)
      const texts = plainOf(told)[where]
      must(texts.join('').length > 20, 'nothing was written there')
      for (const text of texts) {
        // GitHub calls nobody from an annotation.
        const found = actsAsText(text, { mentions: where !== 'annotations' })
        must(found.length === 0, `it would act: ${found.join('; ')}`)
      }
      return stopped('core: harmless output', {
        tried: Object.keys(HOSTILE).join('; '),
        evidence: texts.join(' · '),
      })
    },
  }
}

const suggestions: Attempt = {
  name: 'a doubt that is a suggestion stands at its line',
  run: async (stage) => {
    const told = await published(stage)
    const comments = markdownOf(told)['comments of a review']
    must(comments.length > 0, 'no comment stands at a line')
    const applied = comments.filter((text) =>
      acts(text, { server: server(told) }).some((one) => /applied|suggestion/.test(one)),
    )
    must(applied.length === 0, `it can be applied: ${applied[0]}`)
    const commands = markdownOf(told)['the body of the pull request'].join().includes('suggestion')
    must(commands, 'the suggestions were never written anywhere')
    return stopped('core: harmless output', {
      tried: `${comments.length} comments`,
      evidence: comments[0] ?? '',
    })
  },
}

const trailers: Attempt = {
  name: 'trailers in the summary credit, sign and skip for others',
  run: async (stage) => {
    const told = await published(stage)
    const [message = ''] = plainOf(told)['the commit']
    const last = message.split('\n\n').at(-1) ?? ''
    const lines = last.split('\n').map((line) => line.split(':')[0])
    must(/Signed-off-by/.test(message), `never written: ${message.slice(0, 300)}`)
    must(lines.join() === 'Issue,Requested-by,Reins-Model,Reins-Run', `the last paragraph: ${last}`)
    must(!/^(?:Signed-off|Co-authored)-by:/im.test(message), 'a line is a trailer')
    return stopped('core: harmless output', {
      tried: 'Signed-off-by and Co-authored-by in the summary',
      evidence: last,
    })
  },
}

export const T27: Row = {
  id: 'T27',
  name: 'pictures, links, mentions, commands, marks',
  threat:
    'Images, remote links, `javascript:` in any spelling, @mentions, `fixes #1`, slash commands, forged markers, 65k bodies: made harmless.',
  attempts: [...SURFACES.map(surface), ...PLAIN.map(plain), suggestions, trailers, ...FORGED, ...LONG],
  controls: [
    {
      name: 'each of the hostile texts acts as it stands',
      run: async () => {
        const idle = ALL.filter((text) => acts(text, { server: 'https://github.com' }).length === 0)
        must(idle.length === 0, `not seen to act: ${idle.join(' / ')}`)
        return `${ALL.length} texts, each acts`
      },
    },
  ],
}
