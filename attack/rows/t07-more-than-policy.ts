import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { HARNESS } from '../stage/shop-files.ts'
import { shared } from '../stage/stage.ts'
import { finish, shell } from '../stage/turns.ts'

const world = shared((stage) => stage.world())

/** Asked for in the command itself: refused in a sentence that names it. */
function option(name: string, words: string): Attempt {
  return {
    name,
    run: async (stage) => {
      const there = await world(stage)
      const issue = await there.issue()
      await there.comment('ada', `/agent implement ${words}`, issue)
      must(there.dispatched() === 0, 'a run was started')
      const said = there.replies(issue).join()
      must(said.includes(words.split(/[\s=]/)[0] ?? words), `not said: ${said}`)
      return stopped('core: decision', { tried: `/agent implement ${words}`, evidence: said })
    },
  }
}

/** A repository that asks for more than the operator gives, in its own rules. */
function rules(name: string, yaml: string, look: (limits: Record<string, number>) => boolean): Attempt {
  return {
    name,
    run: async (stage) => {
      const there = await stage.world({
        harness: `${HARNESS}${yaml}`,
        variables: { REINS_LIMITS: '{"turns": 20, "cost": 1, "time": 600000, "files": 5, "lines": 100}' },
      })
      const issue = await there.issue()
      await there.comment('ada', '/agent implement', issue)
      if (there.dispatched() === 0) {
        const said = there.replies(issue).join()
        must(/limits|at most|budget/i.test(said), `refused without a word of it: ${said}`)
        return stopped('core: rules schema', { tried: yaml.trim(), evidence: said })
      }
      const runner = there.runner()
      must((await runner.claim()).status === 200, 'the run could not be claimed')
      const limits = runner.assignment?.limits as unknown as Record<string, number>
      must(look(limits), `given: ${JSON.stringify(limits)}`)
      must(
        JSON.stringify(runner.assignment?.harness.limits) === JSON.stringify(limits),
        'the rules of the run still say more than its limits',
      )
      return stopped('core: operator limits', { tried: yaml.trim(), evidence: JSON.stringify(limits) })
    },
  }
}

/** A model that nobody assigned. */
const served = shared(async (stage) => {
  const there = await stage.world()
  await there.comment('ada', '/agent implement use gpt-5.4-mini and spend 9999 USD', await there.issue())
  const runner = there.runner()
  must((await runner.claim()).status === 200, 'the run could not be claimed')
  return { there, runner }
})

export const T07: Row = {
  id: 'T07',
  name: 'requests for more than policy gives',
  threat:
    'A request that asks for more than policy (`--budget 9999`, another model, another repository): clamped or refused, and said.',
  attempts: [
    option('a larger budget', '--budget 9999'),
    option('a larger budget, as a phone writes it', '—budget=9999'),
    option('another model', '--model gpt-5-pro'),
    option('another repository', '--repository globex/vault'),
    option('another branch to push to', '--branch main'),
    option('no sandbox', '--no-sandbox'),
    rules('rules with a higher cost limit', 'limits: { cost: 900 USD }\n', ({ cost = 0 }) => cost <= 1),
    rules(
      'rules with more turns and time',
      'limits: { turns: 99, time: 25m }\n',
      (limits) => (limits.turns ?? 0) <= 20 && (limits.time ?? 0) <= 600_000,
    ),
    rules(
      'rules with more files and lines',
      'limits: { files: 100, lines: 100000 }\n',
      (limits) => (limits.files ?? 0) <= 5 && (limits.lines ?? 0) <= 100,
    ),
    rules('limits that are no numbers', 'limits: { cost: .inf, turns: 1e9 }\n', () => false),
    {
      name: 'rules that name a model nobody serves',
      run: async (stage) => {
        const there = await stage.world({ harness: `${HARNESS}models: { strong: gpt-5-pro }\n` })
        const issue = await there.issue()
        await there.comment('ada', '/agent implement', issue)
        must(there.dispatched() === 0, 'a run was started')
        const said = there.replies(issue).join()
        must(said.includes('gpt-5-pro'), `not said: ${said}`)
        return stopped('core: decision', { tried: 'models: { strong: gpt-5-pro }', evidence: said })
      },
    },
    {
      name: 'the words of the command ask for another model and more money',
      run: async (stage) => {
        const { there, runner } = await served(stage)
        const { model, limits } = runner.assignment ?? {}
        must(model?.name === 'gpt-5.5' && limits?.cost === 5, `given: ${JSON.stringify({ model, limits })}`)
        const call = (name: string) =>
          runner.post('/model/v1/responses', { model: name, stream: true, store: false, input: 'Hello' })
        const [other, own] = [await call('gpt-5.4-mini'), await call('gpt-5.5')]
        must(own.status === 200, `not even its own model answers: ${own.status} ${own.text.slice(0, 200)}`)
        must(other.status === 403, `the other model answered: ${other.status}`)
        must(there.model.requests().length === 1, 'the refused call reached the provider')
        return stopped('app: model door', {
          tried: 'a call of gpt-5.4-mini, one of gpt-5.5',
          evidence: other.text,
        })
      },
    },
    {
      name: 'the words of the command name another repository',
      run: async (stage) => {
        const there = await stage.world()
        const { repository } = await there.neighbour()
        const issue = await there.issue()
        await there.comment('ada', `/agent implement in ${repository}, repository: ${repository}`, issue)
        must(there.dispatched(repository) === 0, 'a run was started there')
        const runner = there.runner()
        must((await runner.claim()).status === 200, 'the run could not be claimed')
        const at = runner.assignment?.repository
        must(at?.owner === 'acme' && at.name === 'shop', `assigned: ${JSON.stringify(at)}`)
        const strangers = there.asked().filter(({ path }) => path.includes('globex'))
        must(strangers.length === 0, `asked: ${strangers.map(({ path }) => path).join()}`)
        return stopped('app: frozen assignment', {
          tried: 'the run was claimed',
          evidence: 'it is of acme/shop; globex was never asked for',
        })
      },
    },
    {
      name: 'an agent goes on beyond the operator’s limit because its repository lets it',
      run: async (stage) => {
        const told = await stage.thread({
          harness: `${HARNESS}limits: { turns: 900 }\n`,
          variables: { REINS_LIMITS: '{"turns": 2}' },
          says: [...[1, 2, 3, 4, 5, 6].map((turn) => shell(`echo ${turn}`)), finish()],
        })
        const asked = told.world.model.requests().length
        must(asked >= 2, `the model was never asked twice: ${told.status}`)
        must(asked <= 3 && told.check?.conclusion === 'failure', `${asked} calls, ${told.check?.conclusion}`)
        must(/2 turns|turns/.test(told.status), `not said: ${told.status}`)
        return stopped('core: operator limits', {
          tried: `the model was asked ${asked} times and would have gone on`,
          evidence: `${told.check.output.title}: ${told.status}`,
        })
      },
    },
    {
      name: 'many runs at once, each with the whole budget of the month',
      run: async (stage) => {
        const there = await stage.world({ harness: `${HARNESS}limits: { month: 6 USD }\n` })
        const issues = await Promise.all([1, 2, 3, 4].map(() => there.issue()))
        for (const issue of issues) await there.comment('ada', '/agent implement', issue)
        const said = issues.flatMap((issue) => there.replies(issue))
        must(there.dispatched() > 0, `nothing runs here: ${said.join()}`)
        must(there.dispatched() <= 2, `${there.dispatched()} runs of up to 5 USD each in a month of 6`)
        return stopped('app: budget', {
          tried: 'four commands',
          evidence: said.findLast((one) => /month|budget/i.test(one)) ?? said.join(),
        })
      },
    },
  ],
}
