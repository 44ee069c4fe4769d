import type { Report } from '../../../core/run/report.ts'
import type { SeenRequest } from '../../../playground/interface/seen-request.ts'
import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { EVERY_WAY } from '../../stage/every-way.ts'
import { write } from '../../stage/honest-report.ts'
import { hardest, shownIn, tellShown } from '../../stage/shown-in.ts'
import { type Stage, shared } from '../../stage/stage.ts'
import { PLACES, type Put } from './places.ts'
import { OF_OPERATOR, stolen } from './stolen.ts'

/** A runner that lies puts one secret, in one way, into one place of an honest report: that alone is enough. */

const world = shared((stage) => stage.world())

const WAYS = Object.entries(EVERY_WAY)
/** What fits into the name of a file, or into 200 characters. */
const SHORT = WAYS.filter(([way]) => /^(?:as it is|in capitals|in base64 for|in hex$|reversed)/.test(way))
const TIGHT = /name of a file|sandbox|path of a finding/
const ROOMY = PLACES.filter(([place]) => !TIGHT.test(place))

/** Every way is tried somewhere, and every secret. */
function waysAt(place: string, at: number): typeof WAYS {
  if (TIGHT.test(place)) return SHORT.filter((_, index) => index === at % SHORT.length)
  const here = ROOMY.findIndex(([one]) => one === place)
  return WAYS.filter((_, index) => index % ROOMY.length === here)
}

/** A path is looked up by its own name; nobody reads a question. */
const isWritten = ({ method, body }: SeenRequest) =>
  method !== 'GET' && !/^\s*query/.test((body as { query?: string } | null)?.query ?? '')

async function refused(stage: Stage, put: Put, called: RegExp, way: (value: string) => string, name: string) {
  const there = await world(stage)
  const issue = await there.issue()
  const runner = await there.claimed(issue)
  const from = there.asked().length
  const logged = there.log().length
  const secrets = stolen(there, [name])
  const { body } = await runner.report(put(way(secrets.get(name) ?? '')))
  await there.settled()
  must(body.conclusion === 'failure' && body.url === null, `it ended ${body.conclusion}: ${body.message}`)
  const asked = there.asked().slice(from)
  const wrote = asked.filter(isWritten).filter(({ path }) => /\/git\/|\/pulls|\/graphql/.test(path))
  must(wrote.length === 0, `written: ${wrote.map(({ method, path }) => `${method} ${path}`).join()}`)
  const said = there.replies(issue).at(-1) ?? ''
  must(called.test(said), `not said where: ${said}`)
  const shown = shownIn(
    {
      GitHub: JSON.stringify(asked.filter(isWritten)),
      'log of the app': there.log().slice(logged),
      answer: JSON.stringify(body),
    },
    secrets,
  )
  must(shown.length === 0, `shown: ${tellShown(shown)}`)
  return said.replace(/^<!--.*-->\n/, '')
}

function alone([place, called, put]: (typeof PLACES)[number], at: number): Attempt {
  return {
    name: `a secret in ${place}, and nowhere else`,
    run: async (stage) => {
      const tried: string[] = []
      let said = ''
      for (const [one, [way, apply]] of waysAt(place, at).entries()) {
        const name = OF_OPERATOR[(at + one) % OF_OPERATOR.length] ?? ''
        said = await refused(stage, put, called, apply, name)
        tried.push(`${name}, ${way}`)
      }
      return stopped('core: redactor', { tried: tried.join('; '), evidence: said })
    },
  }
}

const cut = (name: string, put: (first: string, second: string) => Partial<Report>): Attempt => ({
  name,
  run: async (stage) => {
    const halves: Put = (secret) => put(secret.slice(0, 16), secret.slice(16, 32))
    const said = await refused(stage, halves, /secret/, hardest, 'webhook secret')
    return stopped('core: redactor', { tried: '16 characters of the webhook secret', evidence: said })
  },
})

export const EACH_ALONE: Attempt[] = [
  ...PLACES.map(alone),
  cut('half of a secret in the title, half of it in the summary', (title, summary) => ({ title, summary })),
  cut('16 characters out of a secret in a file', (part) => ({
    changes: [write('src/cart.js', `// ${part}\n`)],
  })),
  cut('each half of a secret in a file of its own', (first, second) => ({
    changes: [write('src/a.js', `// ${first}\n`), write('src/b.js', `// ${second}\n`)],
  })),
  {
    name: 'a secret as the name of a branch, or of anything a report does not have',
    run: async (stage) => {
      const there = await world(stage)
      const issue = await there.issue()
      const runner = await there.claimed(issue)
      const secrets = stolen(there, OF_OPERATOR)
      const from = there.asked().length
      const more = Object.fromEntries([...secrets.values()].map((value) => [value, value]))
      const { body } = await runner.report({ branch: [...secrets.values()][0], ...more } as never)
      await there.settled()
      must(body.conclusion === 'failure' && body.url === null, `it ended ${body.conclusion}`)
      const branches = await there.github.read.branches(there.repository)
      must(branches.join() === 'main', `pushed: ${branches.join()}`)
      const said = there.replies(issue).at(-1) ?? ''
      must(/\[redacted: /.test(said), `the keys are not named at all: ${said}`)
      const sinks = {
        GitHub: JSON.stringify(there.asked().slice(from)),
        'log of the app': there.log(),
        answer: JSON.stringify(body),
      }
      const shown = shownIn(sinks, secrets)
      must(shown.length === 0, `shown: ${tellShown(shown)}`)
      return stopped('app: report parsed', { tried: 'three secrets as keys of the report', evidence: said })
    },
  },
  {
    name: 'a secret in events that do not fit, in a path and in a body that is no JSON',
    run: async (stage) => {
      const there = await world(stage)
      const runner = await there.claimed()
      const secrets = stolen(there, OF_OPERATOR)
      const [first = ''] = secrets.values()
      const answers = [
        await runner.events({ type: 'phase', phase: 'agent', [first]: 1 }),
        await runner.post(`/runs/${runner.key}/events`, `{"${first}`),
        await runner.post(`/runs/${first}/events`, { events: [] }),
        await runner.post(`/${first}`, {}),
        await runner.post('/model/v1/responses', { model: first, input: first }),
      ]
      must(
        answers.every(({ status }) => status >= 400),
        `taken: ${answers.map(({ status }) => status).join()}`,
      )
      const sinks = { answers: answers.map(({ text }) => text).join('\n'), 'log of the app': there.log() }
      const shown = shownIn(sinks, secrets)
      must(shown.length === 0, `shown: ${tellShown(shown)}`)
      must(/\[redacted: provider key/.test(sinks.answers), `no answer names it: ${sinks.answers}`)
      return stopped('core: redactor', {
        tried: answers.map(({ status }) => status).join(),
        evidence: sinks.answers,
      })
    },
  },
]
