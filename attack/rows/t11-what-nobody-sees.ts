import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { leaksOf } from '../stage/hiding-places.ts'
import { toldToModel } from '../stage/told-to-model.ts'
import { CHARACTERS } from './t11/characters.ts'
import { PLACES, SOURCES, sourcesOf, thread, wordOf } from './t11/hostile-thread.ts'

/** One place in which words hide, in the text, a comment, the command and a file of instructions at once. */
const hides = (name: string, at: number): Attempt => ({
  name,
  run: async (stage) => {
    const { world, issue } = await thread(stage)
    const { all, assigned } = toldToModel(world)
    for (const source of sourcesOf(at)) {
      const word = wordOf(source, at)
      const stood = await stoodThere(world, issue, source)
      must(leaksOf(stood, word).length > 0, `${word} stood nowhere on GitHub`)
      must(all.includes(`SEEN${source}`), `nothing of the ${source} was given to a model`)
      const [leak] = [...leaksOf(all, word), ...leaksOf(assigned, word)]
      must(leak === undefined, `hidden words of the ${source} came to the model: ${leak}`)
    }
    return stopped('core: sanitiser', {
      tried: `it stood in ${sourcesOf(at).join(', ')}, whose visible words came to the model`,
      evidence: 'in no request and in no assignment',
    })
  },
})

type Thread = Awaited<ReturnType<typeof thread>>

async function stoodThere(world: Thread['world'], issue: number, source: (typeof SOURCES)[number]) {
  if (source === 'FILE') {
    const files = ['AGENTS.md', 'NOTES1.md', 'NOTES2.md']
    const read = (path: string) => world.github.read.file(world.repository, 'main', path)
    return (await Promise.all(files.map(read))).join('\n')
  }
  const one = world.github.read.issues(world.repository).find(({ number }) => number === issue)
  const comments = world.github.read.comments(world.repository, issue).map(({ body }) => body)
  return [one?.title, one?.body, ...comments].join('\n')
}

const TOLD: Attempt = {
  name: 'what was taken out is passed over in silence',
  run: async (stage) => {
    const { world, pull, check, status } = await thread(stage)
    must(pull !== undefined, `nothing was published: ${status}`)
    const kinds = [
      /tag characters? in the title/,
      /HTML comments? in the issue's text/,
      /HTML comments? in a comment of bob/,
      /soft hyphens? in/,
      /bidi controls? in/,
      /zero-width characters? in/,
      /variation selectors? in/,
      /texts? of (?:an image|images) in/,
      /link titles? in/,
      /attributes in/,
      /entit(?:y|ies) in/,
    ]
    for (const kind of kinds) {
      must(kind.test(pull.body), `the pull request does not tell ${kind}`)
      must(kind.test(JSON.stringify(check?.output)), `the check run does not tell ${kind}`)
      must(kind.test(toldToModel(world).all), `the model is not told ${kind}`)
    }
    // So much was taken out that the lists for people are cut, and say so.
    must(/HTML comments? in the command/.test(toldToModel(world).assigned), 'nothing of the command')
    must(/… and \d+ more/.test(pull.body), 'the list is cut in silence')
    return stopped('core: sanitiser', {
      tried: `pull request and check run of ${pull.title}`,
      evidence: /- .* in the title/.exec(pull.body)?.[0] ?? '',
    })
  },
}

export const T11: Row = {
  id: 'T11',
  name: 'what people do not see and a model reads',
  threat:
    'HTML comments, zero-width and bidi characters, tag characters U+E0000–E007F, variation selectors, soft hyphens, alt and title text, hidden attributes, entities: removed or made visible, by one function that every path uses; the report says what was removed.',
  attempts: [...PLACES.map(({ name }, at) => hides(name, at)), ...CHARACTERS, TOLD],
  controls: [
    {
      name: 'what people do see there comes to the model, from every source',
      run: async (stage) => {
        const { all } = toldToModel((await thread(stage)).world)
        for (const source of ['TITLE', ...SOURCES, 'SOURCE', 'OUTPUT', 'CHECK'])
          must(all.includes(`SEEN${source}`), `${source} never came`)
        return 'all eight sources'
      },
    },
  ],
}
