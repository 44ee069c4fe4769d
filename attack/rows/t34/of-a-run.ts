import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { shared } from '../../stage/stage.ts'
import { finish } from '../../stage/turns.ts'
import { ask, atProvider, body, counted, countedMore, open, PRICES } from './spend.ts'

const spender = shared(async (stage) => {
  const world = await open(stage, '{ cost: 20 USD }')
  return { world, runner: await world.claimed() }
})

/** A call that ends so is charged at least what its provider counted; one that has no count, something. */
function charged(name: string, how: string): Attempt {
  return {
    name,
    run: async (stage) => {
      const { world, runner } = await spender(stage)
      const before = { app: await counted(runner), provider: atProvider(world) }
      const answer = await ask(runner, how)
      const app = (await countedMore(runner, before.app)) - before.app
      const provider = atProvider(world) - before.provider
      must(app >= provider - 0.011, `${app} USD counted, ${provider} USD taken`)
      return stopped('app: budget', {
        tried: `${how}: ${answer.status} ${answer.text.slice(-80)}`,
        evidence: `${app.toFixed(2)} USD counted, ${provider.toFixed(2)} USD at the provider`,
      })
    },
  }
}

export const OF_A_RUN: Attempt[] = [
  charged('an answer that comes whole', 'whole'),
  charged('an answer that its provider cuts', 'cut'),
  charged('an answer that begins and then fails', 'failed'),
  charged('an answer that is no JSON', 'malformed'),
  charged('an answer without a word', 'empty'),
  charged('an answer that ends at its bound', 'length'),
  {
    name: 'an answer on which the runner hangs up',
    run: async (stage) => {
      const { world, runner } = await spender(stage)
      const before = await counted(runner)
      const reached = world.model.requests().length
      const hangUp = new AbortController()
      const call = fetch(`${runner.url}/model/v1/responses`, {
        method: 'POST',
        headers: { authorization: `Bearer ${runner.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body('hang', 200)),
        signal: hangUp.signal,
      })
      const answer = await call
      hangUp.abort()
      const app = (await countedMore(runner, before)) - before
      must(world.model.requests().length === reached + 1, 'the call was never made')
      return stopped('app: budget', {
        tried: `the answer began: ${answer.status}`,
        evidence: `${app.toFixed(2)} USD counted for it`,
      })
    },
  },
  {
    name: 'calls that a provider refuses, tried again for ever',
    run: async (stage) => {
      const world = await open(stage, '{ cost: 20 USD, turns: 1 }')
      const runner = await world.claimed()
      const statuses: number[] = []
      for (let tries = 0; tries < 8; tries++) statuses.push((await ask(runner, 'refused')).status)
      must(world.model.requests().length === 5, `${world.model.requests().length} calls were made`)
      return stopped('app: budget', { tried: '8 calls in a run of 1 turn', evidence: statuses.join(', ') })
    },
  },
  {
    name: 'calls until the money is gone, each within what is left',
    run: async (stage) => {
      const world = await open(stage, '{ cost: 2 USD }')
      const runner = await world.claimed()
      let last = await ask(runner, 'whole', 400)
      for (let tries = 0; tries < 40 && last.status === 200; tries++) last = await ask(runner, 'whole', 400)
      const taken = atProvider(world)
      const asked = world.model
        .requests()
        .map(({ body }) => (body as { max_output_tokens: number }).max_output_tokens)
      must(
        last.status === 429 && /run_cost_limit/.test(last.text),
        `${last.status}: ${last.text.slice(0, 300)}`,
      )
      must(taken <= 2 && taken > 0.5, `${taken} USD of 2 were taken`)
      must((asked.at(-1) ?? 0) < 400, `the last answer was allowed as long as the first: ${asked.join()}`)
      const reached = world.model.requests().length
      for (let tries = 0; tries < 5; tries++) await ask(runner, 'whole', 400)
      must(world.model.requests().length === reached, 'a call was made after it')
      return stopped('app: budget', {
        tried: `${reached} calls were made, of answers at most ${asked.join(', ')} tokens long`,
        evidence: `${taken.toFixed(2)} of 2 USD taken; then ${last.text}`,
      })
    },
  },
  {
    name: 'one call that could pass the limit by itself',
    run: async (stage) => {
      const world = await open(stage, '{ cost: 1 USD }')
      const runner = await world.claimed()
      const words = { ...body('whole', 200), instructions: 'x'.repeat(2_000) }
      const { status, text } = await runner.post('/model/v1/responses', words)
      must(status === 429 && world.model.requests().length === 0, `${status}: it was made`)
      return stopped('app: budget', { tried: 'a prompt for 2 USD', evidence: text })
    },
  },
  {
    name: 'many calls at the same moment, each of which fits alone',
    run: async (stage) => {
      const world = await open(stage, '{ cost: 1 USD }')
      const runner = await world.claimed()
      const statuses = (await Promise.all([1, 2, 3, 4, 5, 6].map(() => ask(runner, 'whole', 500)))).map(
        ({ status }) => status,
      )
      const taken = atProvider(world)
      must(taken <= 1 && statuses.includes(200), `${taken} USD of 1: ${statuses.join()}`)
      return stopped('app: budget', {
        tried: `six calls at once: ${statuses.join(', ')}`,
        evidence: `${taken.toFixed(2)} of 1 USD`,
      })
    },
  },
  {
    name: 'a model whose price nobody knows, to be counted as free',
    run: async (stage) => {
      const variables = { REINS_MODELS: '{"free-model":{}}' }
      const why = await stage.world({ variables }).then(
        () => 'it is served',
        (error: Error) => error.message,
      )
      must(/no known price/.test(why), why)
      return stopped('app: budget', { tried: 'the app was to start with it', evidence: why })
    },
  },
  {
    name: 'a runner that reports it took nothing',
    run: async (stage) => {
      const world = await open(stage, '{ cost: 20 USD }')
      const runner = await world.claimed()
      await ask(runner, 'whole')
      await ask(runner, 'cut')
      const app = await counted(runner)
      const { usage } = runner.honest()
      const nothing = { requests: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, cost: 0 }
      must(app > 0 && Object.keys(nothing).length === Object.keys(usage).length, 'nothing was counted')
      await runner.report({ usage: nothing })
      await world.settled()
      const [said = ''] = world.replies(1)
      const told = Number(/turns?, .*, ([\d.]+) USD/.exec(said)?.[1])
      must(Math.abs(told - app) < 0.02, `${told} USD told, ${app} counted: ${said}`)
      return stopped('app: budget', {
        tried: 'it reported 0 USD',
        evidence: `${told} USD stand in the comment`,
      })
    },
  },
  {
    name: 'a whole run whose calls are cut, fail and are tried again',
    run: async (stage) => {
      const told = await stage.thread({
        variables: PRICES,
        harness: 'version: 1\nlimits: { cost: 400 USD }\n',
        says: [
          { say: 'word '.repeat(200), fault: { cut: true } },
          { fault: { failed: 'server_error' } },
          finish({ outcome: 'already_done' }),
        ],
      })
      const made = told.world.model.requests()
      const taken = atProvider(told.world)
      const said = Number(/turns?, .*, ([\d.]+) USD/.exec(told.status)?.[1])
      must(made.length >= 3, `only ${made.length} calls: ${told.status}`)
      must(said >= taken - 0.011, `${said} USD told, ${taken} taken: ${told.status}`)
      must(said > (told.report?.usage.cost ?? 0) - 0.011, 'the runner counted more than the app')
      return stopped('app: budget', {
        tried: `${made.length} calls of a real run`,
        evidence: `${said} USD told, ${taken.toFixed(2)} USD at the provider, all of them`,
      })
    },
  },
]
