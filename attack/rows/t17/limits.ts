import type { Limits } from '../../../core/run/limits.ts'
import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { HARNESS } from '../../stage/shop-files.ts'
import type { Stage } from '../../stage/stage.ts'

const OPERATOR: Limits = {
  ...{ turns: 7, toolCalls: 8, cost: 0.5, time: 300_000, repairs: 1 },
  ...{ files: 2, lines: 20 },
}
const variables = { REINS_LIMITS: JSON.stringify(OPERATOR) }
const MOST =
  'limits: { turns: 1000, cost: 1000 USD, time: 6h, repairs: 10, files: 100, lines: 100000, month: 100000 USD, concurrent: 100 }\n'

/** A repository of the organisation, on which the App is installed too, whose rules acme/shop extends. */
async function extending(stage: Stage, parent: string, own: string) {
  const world = await stage.world({ variables })
  const sha = await world.github.repository('acme', '.github', { 'base.yml': `version: 1\n${parent}` })
  await world.github.install(world.registered, ['acme/.github'])
  const text = `version: 1\nextends: ['acme/.github//base.yml@${sha}']\n${own}`
  const files = { '.github/agent.yml': text }
  await world.github.commit(world.repository, { message: 'Extend', files, actor: 'root' })
  await world.settled()
  return world
}

function held(given: unknown): string {
  must(JSON.stringify(given) === JSON.stringify(OPERATOR), `given: ${JSON.stringify(given)}`)
  return JSON.stringify(given)
}

export const LIMITS: Attempt[] = [
  {
    name: 'rules with every limit as high as it can be written',
    run: async (stage) => {
      const world = await stage.world({ variables, harness: `${HARNESS}${MOST}` })
      const { assignment } = await world.claimed()
      held(assignment?.harness.limits)
      return stopped('core: operator limits', { tried: MOST.trim(), evidence: held(assignment?.limits) })
    },
  },
  {
    name: 'rules of the organisation with every limit as high as it can be written',
    run: async (stage) => {
      const world = await extending(stage, MOST, 'scope: { write: [src/**] }\n')
      const { assignment } = await world.claimed()
      held(assignment?.harness.limits)
      return stopped('core: operator limits', {
        tried: `extends: ${MOST}`,
        evidence: held(assignment?.limits),
      })
    },
  },
  {
    name: 'rules that are wider than those of the organisation',
    run: async (stage) => {
      const parent = 'limits: { cost: 0.1 USD, turns: 3 }\nscope: { write: [src/**], deny: [src/keys/**] }\n'
      const own = 'limits: { cost: 9 USD, turns: 30 }\nscope: { write: ["**"], deny: [] }\n'
      const world = await extending(stage, parent, own)
      const issue = await world.issue()
      await world.comment('ada', '/agent implement', issue)
      must(world.dispatched() === 0, 'a run was started')
      const said = world.replies(issue).at(-1) ?? ''
      for (const key of ['limits.cost', 'limits.turns', 'scope.write'])
        must(said.includes(key), `not a word of ${key}: ${said}`)
      return stopped('core: rules schema', { tried: own.replaceAll('\n', '; '), evidence: said })
    },
  },
  {
    name: 'rules that become wider while the run is under way',
    run: async (stage) => {
      const world = await stage.world({ variables: { REINS_LIMITS: '{"cost": 0.01}' } })
      const runner = await world.claimed()
      const files = { '.github/agent.yml': `${HARNESS}${MOST}` }
      await world.github.commit(world.repository, { message: 'Wider', files, actor: 'root' })
      await world.settled()
      const input = 'x'.repeat(400_000)
      const body = { model: 'gpt-5.5', stream: true, store: false, input }
      const answer = await runner.post('/model/v1/responses', body)
      must(answer.status !== 200, 'the model answered beyond the operator’s limit')
      must(/limit|budget|cost|USD/i.test(answer.text), `refused for another reason: ${answer.text}`)
      must(world.model.requests().length === 0, 'the call reached the provider')
      return stopped('app: budget', { tried: `a call of ${input.length} characters`, evidence: answer.text })
    },
  },
  {
    name: 'a runner that keeps to the repository’s limits and reports more than the operator’s',
    run: async (stage) => {
      const world = await stage.world({ variables, harness: `${HARNESS}${MOST}` })
      const runner = await world.claimed()
      const lines = Array.from({ length: 300 }, (_, at) => `export const a${at} = ${at}\n`).join('')
      const content = Buffer.from(lines).toString('base64')
      const write = { kind: 'write', mode: '100644', content, created: true, added: 1, removed: 0 }
      const answer = await runner.report({ changes: [{ ...write, path: 'src/a.js' }] })
      await world.settled()
      must(answer.status === 200, `the report was not taken: ${answer.status} ${answer.text}`)
      const pulls = world.github.read.pullRequests(world.repository)
      must(pulls.length === 0, `published: ${pulls.map(({ title }) => title).join()}`)
      const said = world.replies(runner.assignment?.issue.number ?? 0).at(-1) ?? ''
      must(/300 lines; at most 20/.test(said), `not said: ${said}`)
      return stopped('app: changes re-checked', { tried: '300 lines that call themselves 1', evidence: said })
    },
  },
]
