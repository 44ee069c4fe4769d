import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { askGitHub } from '../../stage/ask-github.ts'
import { waiting } from './waiting-run.ts'

/** Workflows that a writer starts by hand. */
export const BY_HAND: Attempt[] = [
  {
    name: 'the workflow is started by hand with an invented key',
    run: async (stage) => {
      const world = await stage.world({ runner: 'real' })
      const inputs = { run: JSON.stringify({ key: 'z'.repeat(26), server: world.tap.url }) }
      const path = '/repos/acme/shop/actions/workflows/agent.yml/dispatches'
      const token = world.github.token('ada')
      const started = await askGitHub(world, { token, method: 'POST', path, body: { ref: 'main', inputs } })
      must(started.status < 300, `GitHub did not start it: ${started.status}`)
      await world.settled()
      const [run] = world.github.read.workflowRuns(world.repository)
      const claim = world.tap.calls.find((call) => call.path.endsWith('/claim'))
      must(
        claim?.status === 404 && run?.conclusion === 'failure',
        `claim ${claim?.status}, workflow ${run?.conclusion}`,
      )
      must(world.writes().length === 0, `written: ${world.writes().join()}`)
      return stopped('app: run state', {
        tried: 'the real action claimed with a real id token',
        evidence: `${claim.status}: ${claim.answer}`,
      })
    },
  },
  {
    name: 'the workflow is started by hand with a server of the attacker',
    run: async (stage) => {
      const world = await stage.world({ runner: 'real' })
      const elsewhere = await stage.world()
      const inputs = { run: JSON.stringify({ key: 'z'.repeat(26), server: elsewhere.tap.url }) }
      const path = '/repos/acme/shop/actions/workflows/agent.yml/dispatches'
      const token = world.github.token('ada')
      await askGitHub(world, { token, method: 'POST', path, body: { ref: 'main', inputs } })
      await world.settled()
      const stolen = elsewhere.tap.calls.find((call) => call.path.endsWith('/claim'))
      const bearer = /^Bearer (\S+)$/.exec(stolen?.headers.authorization ?? '')?.[1]
      must(bearer !== undefined, 'the job never sent its id token to the attacker')
      await world.comment('ada', '/agent implement', await world.issue())
      const key = JSON.parse(world.github.read.workflowRuns(world.repository).at(-1)?.inputs.run ?? '{}').key
      const answer = await fetch(`${world.tap.url}/runs/${key}/claim`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}` },
        body: '{}',
      })
      const said = await answer.text()
      must(answer.status === 401 && /audience/.test(said), `answered ${answer.status}: ${said}`)
      return stopped('app: runner identity', {
        tried: 'an id token that the attacker got was sent on to the app',
        evidence: said,
      })
    },
  },
  {
    name: 'a workflow started by hand claims a run that waits for its own',
    run: async (stage) => {
      const { world, runner } = await waiting(stage)
      const inputs = { run: JSON.stringify({ key: runner.key, server: world.tap.url }) }
      const path = '/repos/acme/shop/actions/workflows/agent.yml/dispatches'
      const token = world.github.token('ada')
      await askGitHub(world, { token, method: 'POST', path, body: { ref: 'main', inputs } })
      await world.settled()
      const byHand = world.runner()
      must(byHand.workflowRun !== runner.workflowRun && byHand.key === runner.key, 'no second workflow run')
      const answer = await byHand.claim()
      must(answer.status === 403, `answered ${answer.status}: ${answer.text.slice(0, 200)}`)
      return stopped('app: runner identity', {
        tried: 'a second workflow run claimed the same key',
        evidence: `${answer.status}: ${answer.body.error}`,
      })
    },
  },
]
