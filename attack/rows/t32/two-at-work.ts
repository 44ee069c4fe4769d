import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { lastWebhook } from '../../stage/last-webhook.ts'
import type { PlayedRunner } from '../../stage/played-runner.ts'
import { type Stage, shared } from '../../stage/stage.ts'

/** Two installations of one App, each with a run at work on an issue of the same number. */
export const twoAtWork = async (stage: Stage) => {
  const world = await stage.world()
  const { repository, installation, secret } = await world.neighbour()
  const own = await world.claimed()
  const issue = await world.issue({ in: repository, actor: 'gus', title: secret, body: secret })
  await world.comment('gus', '/agent implement', issue, repository)
  const other = world.runner(repository)
  must((await other.claim()).status === 200, 'the run of globex could not be claimed')
  return { world, own, other, repository, installation, issue, secret }
}
export const both = shared(twoAtWork)
type Both = Awaited<ReturnType<typeof both>>

/** A call with the token of acme's run about globex's. */
export function call(
  name: string,
  make: (own: PlayedRunner, other: PlayedRunner) => ReturnType<PlayedRunner['post']>,
  expected: number[],
): Attempt {
  return {
    name,
    run: async (stage) => {
      const { world, own, other, repository, secret } = await both(stage)
      const before = world.writes().length
      const answer = await make(own, other)
      await world.settled()
      must(expected.includes(answer.status), `answered ${answer.status}: ${answer.text.slice(0, 300)}`)
      must(!answer.text.includes(secret), 'it told of the other repository')
      must(world.writes().length === before, `written: ${world.writes().slice(before).join()}`)
      must(world.github.read.pullRequests(repository).length === 0, 'a pull request was opened there')
      return stopped(answer.status === 401 ? 'app: runner identity' : 'app: run token', {
        tried: 'the call was answered',
        evidence: `${answer.status}: ${answer.text}`,
      })
    },
  }
}

/** A signed delivery that mixes what belongs to two installations. */
export function mixed(
  name: string,
  event: string,
  mix: (payload: ReturnType<typeof lastWebhook>['payload'], there: Both) => void,
): Attempt {
  return {
    name,
    run: async (stage) => {
      const there = await both(stage)
      const { world, repository } = there
      await world.comment('ada', 'Hello', await world.issue())
      const { payload } = lastWebhook(world, event)
      mix(payload, there)
      const [runs, others, before] = [world.dispatched(), world.dispatched(repository), world.writes().length]
      const answer = await world.deliver({ event, payload })
      await world.settled()
      must(answer.status === 202, `the delivery never arrived: ${answer.status} ${answer.body}`)
      must(world.dispatched() === runs && world.dispatched(repository) === others, 'a run was started')
      const written = world
        .writes()
        .slice(before)
        .filter((one) => one.includes('globex') && !/→ 4/.test(one))
      must(written.length === 0, `written at globex: ${written.join()}`)
      must((await there.other.events()).text === '{"stop":null}', 'the run of globex was stopped')
      return stopped('app: narrowed token', {
        tried: 'the signed delivery was worked on',
        evidence: 'no run, nothing written at globex, its run goes on',
      })
    },
  }
}

export const globex = ({ world, repository }: Both) => {
  const found = world.github.read.repositories().find(({ fullName }) => fullName === repository)
  const [owner = '', name = ''] = repository.split('/')
  return { id: found?.id ?? 0, name, full_name: repository, owner: { login: owner } }
}
