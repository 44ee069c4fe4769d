import type { Layer } from '../../layers.ts'
import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import type { PlayedRunner } from '../../stage/played-runner.ts'
import { shared } from '../../stage/stage.ts'
import { WORKFLOW } from './waiting-run.ts'

/** Two runs at work, each with its token. */
const working = shared(async (stage) => {
  const world = await stage.world()
  const runners: PlayedRunner[] = []
  for (const _ of [1, 2]) {
    const runner = await world.claimed()
    runners.push(runner)
  }
  const [first, second] = runners as [PlayedRunner, PlayedRunner]
  return { world, first, second }
})

function across(
  name: string,
  call: (first: PlayedRunner, second: PlayedRunner) => ReturnType<PlayedRunner['post']>,
  expected: number[],
  by: Layer = 'app: run token',
): Attempt {
  return {
    name,
    run: async (stage) => {
      const { world, first, second } = await working(stage)
      const before = [world.writes().length, world.model.requests().length].join()
      const answer = await call(first, second)
      await world.settled()
      must(expected.includes(answer.status), `answered ${answer.status}: ${answer.text.slice(0, 300)}`)
      must([world.writes().length, world.model.requests().length].join() === before, 'it changed something')
      return stopped(by, { tried: 'the call was answered', evidence: `${answer.status}: ${answer.text}` })
    },
  }
}

/** A run that has had its end. */
const over = shared(async (stage) => {
  const world = await stage.world()
  const runner = await world.claimed()
  const { status, body } = await runner.report()
  must(status === 200, `the honest report was refused: ${status} ${body.error}`)
  await world.settled()
  return { world, runner }
})

function afterwards(
  name: string,
  call: (runner: PlayedRunner) => ReturnType<PlayedRunner['post']>,
  expected: (status: number, text: string) => boolean,
): Attempt {
  return {
    name,
    run: async (stage) => {
      const { world, runner } = await over(stage)
      const before = [world.writes().length, world.model.requests().length].join()
      const answer = await call(runner)
      await world.settled()
      must(expected(answer.status, answer.text), `answered ${answer.status}: ${answer.text.slice(0, 300)}`)
      must([world.writes().length, world.model.requests().length].join() === before, 'it changed something')
      return stopped('app: run state', {
        tried: 'the call was answered',
        evidence: `${answer.status}: ${answer.text}`,
      })
    },
  }
}

const MODEL = { model: 'gpt-5.5', stream: true, store: false, input: 'Hello' }

/** Calls with the token of another run, or after the end. */
export const OTHER_RUNS: Attempt[] = [
  across(
    'an event for another run',
    (first, second) => first.post(`/runs/${second.key}/events`, { events: [] }),
    [403],
  ),
  across(
    'a report for another run',
    (first, second) => first.post(`/runs/${second.key}/report`, second.honest()),
    [403],
  ),
  across(
    'an event with an invented token',
    (first) => first.post(`/runs/${first.key}/events`, { events: [] }, `reins_${'a'.repeat(43)}`),
    [401],
  ),
  across(
    'an event with an id token instead of a run token',
    async (first) =>
      first.post(
        `/runs/${first.key}/events`,
        { events: [] },
        await first.github.oidcToken(first.workflowRun, first.url),
      ),
    [401],
  ),
  across(
    'a model call with an invented token',
    (first) => first.post('/model/v1/responses', MODEL, `reins_${'a'.repeat(43)}`),
    [401],
  ),
  across(
    'a model call with the operator’s key',
    (first) => first.post('/model/v1/responses', MODEL, 'sk-operator-k3yk3yk3yk3yk3yk3yk3yk3yk3y'),
    [401],
  ),
  across(
    'a report without a token',
    (first) => first.post(`/runs/${first.key}/report`, first.honest(), ''),
    [401],
  ),
  across(
    'a claim with the run token',
    (first, second) => first.post(`/runs/${second.key}/claim`, {}, first.token),
    [401],
    'app: runner identity',
  ),
  across('a second claim of a run at work', (first) => first.claim(), [409], 'app: run state'),
  {
    name: 'the id token of the first claim is used once more for another run',
    run: async (stage) => {
      const { first, second } = await working(stage)
      const token = await first.github.oidcToken(first.workflowRun, first.url, {
        job_workflow_ref: `${WORKFLOW}@refs/tags/v1`,
      })
      const answer = await first.claim({ token, key: second.key })
      must(
        answer.status === 403 || answer.status === 409 || answer.status === 401,
        `answered ${answer.status}`,
      )
      must(answer.body.token === undefined, 'it got the other run')
      return stopped('app: runner identity', {
        tried: 'the claim was answered',
        evidence: `${answer.status}: ${answer.body.error}`,
      })
    },
  },
  {
    name: 'a report that says it is of another run',
    run: async (stage) => {
      const { world, first, second } = await working(stage)
      const answer = await first.report({ key: second.key })
      await world.settled()
      must(answer.body.conclusion !== 'success', `it was published: ${answer.text}`)
      must(world.github.read.pullRequests(world.repository).length === 0, 'a pull request was opened')
      return stopped('app: report parsed', {
        tried: `the report was taken: ${answer.text}`,
        evidence: `conclusion ${answer.body.conclusion}, no pull request`,
      })
    },
  },
  afterwards(
    'a second report',
    (runner) => runner.report({ summary: 'Something else.' }),
    (status) => status === 409,
  ),
  afterwards(
    'a claim after the end',
    (runner) => runner.claim(),
    (status) => status === 409,
  ),
  afterwards(
    'an event after the end',
    (runner) => runner.events({ type: 'note', text: 'still here' }),
    (status, text) => status === 401 || status === 403 || status === 409 || /"stop":"/.test(text),
  ),
  afterwards(
    'a model call after the end',
    (runner) => runner.post('/model/v1/responses', MODEL),
    (status) => status === 403 || status === 401,
  ),
  {
    name: 'two reports at the same moment',
    run: async (stage) => {
      const world = await stage.world()
      const runner = await world.claimed()
      const statuses = (
        await Promise.all([1, 2, 3].map((one) => runner.report({ summary: `Report ${one}.` })))
      )
        .map(({ status }) => status)
        .sort()
      await world.settled()
      const pulls = world.github.read.pullRequests(world.repository).length
      must(statuses.join() === '200,409,409' && pulls === 1, `${statuses.join()}, ${pulls} pull requests`)
      return stopped('app: run state', {
        tried: 'three reports at once',
        evidence: `${statuses.join(', ')}; one pull request`,
      })
    },
  },
  {
    name: 'three claims at the same moment',
    run: async (stage) => {
      const world = await stage.world()
      await world.comment('ada', '/agent implement', await world.issue())
      const runner = world.runner()
      const statuses = (await Promise.all([1, 2, 3].map(() => runner.claim())))
        .map(({ status }) => status)
        .sort()
      must(statuses.join() === '200,409,409', statuses.join())
      return stopped('app: run state', { tried: 'three claims at once', evidence: statuses.join(', ') })
    },
  },
]
