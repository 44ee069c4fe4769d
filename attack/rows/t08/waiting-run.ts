import { decodeJwt } from 'jose'
import type { Layer } from '../../layers.ts'
import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import type { PlayedRunner } from '../../stage/played-runner.ts'
import { shared } from '../../stage/stage.ts'
import type { World } from '../../stage/world.ts'

export const WORKFLOW = 'reins-dev/reins/.github/workflows/agent.yml'
type Forged = Parameters<PlayedRunner['claim']>[0]

/** One run that waits for its runner, and stays so: every forged claim is turned away before it. */
export const waiting = shared(async (stage) => {
  const world = await stage.world()
  await world.comment('ada', '/agent implement', await world.issue())
  return { world, runner: world.runner() }
})

export function claims(
  name: string,
  forged: Forged | ((there: { world: World; runner: PlayedRunner }) => Promise<Forged>),
  by: Layer = 'app: runner identity',
): Attempt {
  return {
    name,
    run: async (stage) => {
      const there = await waiting(stage)
      const before = there.world.writes().length
      const answer = await there.runner.claim(typeof forged === 'function' ? await forged(there) : forged)
      must(
        [400, 401, 403, 404, 409].includes(answer.status),
        `answered ${answer.status}: ${answer.text.slice(0, 200)}`,
      )
      must(answer.body.token === undefined && answer.body.assignment === undefined, 'it got the run')
      must(there.world.writes().length === before, 'something was written')
      return stopped(by, {
        tried: 'the claim was answered',
        evidence: `${answer.status}: ${answer.body.error}`,
      })
    },
  }
}

/** A token of the right form with whatever key, algorithm and header. */
export async function honestClaims({ world, runner }: { world: World; runner: PlayedRunner }) {
  const token = await world.github.oidcToken(runner.workflowRun, world.tap.url, {
    job_workflow_ref: `${WORKFLOW}@refs/tags/v1`,
  })
  return { token, claims: decodeJwt(token) }
}
