import type { Turn } from '../../../playground/model/turn.ts'
import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { HONEST } from './door.ts'

/** The same question again is a retry, and plays the next turn. */
const HANGS: Turn[] = new Array(30).fill({ say: 'Late.', fault: { hang: 60_000 } })

export const FLOODS: Attempt[] = [
  {
    name: 'thirty calls at the same moment',
    run: async (stage) => {
      const world = await stage.world({ says: HANGS })
      const runner = await world.claimed()
      const hangUp = new AbortController()
      const turnedAway: string[] = []
      const call = async () => {
        const answer = await fetch(`${runner.url}/model/v1/responses`, {
          method: 'POST',
          headers: { authorization: `Bearer ${runner.token}`, 'content-type': 'application/json' },
          body: JSON.stringify(HONEST),
          signal: hangUp.signal,
        })
        if (answer.status === 429) turnedAway.push(await answer.text())
        else await answer.text()
        // Those that are made hang: nobody waits for them.
        if (turnedAway.length === 28) hangUp.abort()
      }
      await Promise.allSettled(Array.from({ length: 30 }, call))
      const reached = world.model.requests().length
      must(reached === 2 && turnedAway.length === 28, `${reached} reached the provider`)
      const [one] = turnedAway
      return stopped('app: model door', {
        tried: `30 calls, ${reached} of them made`,
        evidence: `28 × 429: ${one}`,
      })
    },
  },
  {
    name: 'what is not allowed, again and again',
    run: async (stage) => {
      const world = await stage.world()
      const runner = await world.claimed()
      for (let asked = 0; asked < 50; asked++)
        await runner.post('/model/v1/responses', { ...HONEST, background: true })
      const answer = await runner.post('/model/v1/responses', HONEST)
      must(answer.status === 429 && /too often/.test(answer.text), `${answer.status}: ${answer.text}`)
      must(world.model.requests().length === 0, 'the provider was reached')
      return stopped('app: model door', {
        tried: '50 refused calls, then an honest one',
        evidence: `${answer.status}: ${answer.text}`,
      })
    },
  },
  {
    name: 'more calls than turns and tries could take, one after the other',
    run: async (stage) => {
      const world = await stage.world({
        says: [{ say: 'Yes.' }],
        variables: { REINS_LIMITS: '{"turns":2}' },
      })
      const runner = await world.claimed()
      const answers = []
      for (let asked = 0; asked < 14; asked++) answers.push(await runner.post('/model/v1/responses', HONEST))
      const reached = world.model.requests().length
      must(reached === 10, `${reached} calls were made for 2 turns of 5 tries`)
      const last = answers.at(-1)
      must(
        last?.status === 429 && /model calls for this run/.test(last.text),
        `${last?.status}: ${last?.text}`,
      )
      return stopped('app: budget', {
        tried: `14 calls, 10 of them made`,
        evidence: `${last.status}: ${last.text}`,
      })
    },
  },
  {
    name: 'calls that failed do not count, says the runner',
    run: async (stage) => {
      const world = await stage.world({
        says: new Array(20).fill({ fault: { status: 500 } }),
        variables: { REINS_LIMITS: '{"turns":1}' },
      })
      const runner = await world.claimed()
      await runner.events({ type: 'turn', turn: 0, say: '', calls: [], usage: { ...NOTHING } })
      const answers = []
      for (let asked = 0; asked < 7; asked++) answers.push(await runner.post('/model/v1/responses', HONEST))
      const reached = world.model.requests().length
      must(reached === 5, `${reached} calls were made for 1 turn of 5 tries`)
      return stopped('app: budget', {
        tried: '7 calls that all fail, 5 of them made',
        evidence: `${answers.at(-1)?.status}: ${answers.at(-1)?.text}`,
      })
    },
  },
  {
    name: 'another run in the same repository does not pay for it, nor lend its calls',
    run: async (stage) => {
      const world = await stage.world({
        says: [{ say: 'Yes.' }],
        variables: { REINS_LIMITS: '{"turns":1}' },
      })
      const [one, two] = [await world.claimed(), await world.claimed()]
      for (let asked = 0; asked < 6; asked++) await one.post('/model/v1/responses', HONEST)
      const [first, second] = [
        await one.post('/model/v1/responses', HONEST),
        await two.post('/model/v1/responses', HONEST),
      ]
      must(first.status === 429 && second.status === 200, `${first.status} and ${second.status}`)
      return stopped('app: budget', {
        tried: 'one run used up its calls',
        evidence: `${first.status} for it, ${second.status} for the other`,
      })
    },
  },
]

const NOTHING = { requests: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, cost: 0 }
