import { setTimeout as pass } from 'node:timers/promises'
import { RUN_TIMES } from '../../../app/runs/due-at.ts'
import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import type { World } from '../../stage/world.ts'

/** How long a run that nobody hears of may stand open, whatever else the machine does. Milliseconds. */
const ENDS_WITHIN = 30_000

/** @returns what the run's check run ended as, or null when it is still open after all that time. */
async function endOf(world: World): Promise<string | null> {
  for (const until = Date.now() + ENDS_WITHIN; ; await pass(100)) {
    await world.settled()
    const conclusion = world.github.read.checkRuns(world.repository)[0]?.conclusion ?? null
    if (conclusion !== null || Date.now() > until) return conclusion
  }
}

/** Runs of which the app hears no more, and a GitHub that takes nothing. */
export const LOST_RUNS: Attempt[] = [
  {
    name: 'nobody ever claims the run',
    run: async (stage) => {
      const world = await stage.world({ times: { runs: { ...RUN_TIMES, claimWithin: 300, again: [] } } })
      await world.comment('ada', '/agent implement', await world.issue())
      const conclusion = await endOf(world)
      must(conclusion === 'timed_out', `it ended as ${conclusion}`)
      return stopped('app: timers', {
        tried: 'the workflow was started',
        evidence: world.replies(1).join(),
      })
    },
  },
  {
    name: 'the callback with the report is lost for good',
    run: async (stage) => {
      const world = await stage.world({
        variables: { REINS_LIMITS: '{"time": 1000}' },
        times: { runs: { ...RUN_TIMES, aroundTheAgent: 300 } },
      })
      const runner = await world.claimed()
      const conclusion = await endOf(world)
      must(conclusion === 'timed_out', `it ended as ${conclusion}`)
      const late = await runner.report()
      must(
        late.status === 409 && world.github.read.pullRequests(world.repository).length === 0,
        `late: ${late.status}`,
      )
      return stopped('app: timers', {
        tried: `a late report was answered ${late.status}`,
        evidence: world.replies(1).join(),
      })
    },
  },
  {
    name: 'the app is stopped during a run, and comes back',
    run: async (stage) => {
      const world = await stage.world()
      const runner = await world.claimed()
      const notGreen = () => {
        const checks = world.github.read.checkRuns(world.repository)
        must(
          checks.every(({ conclusion }) => conclusion !== 'success'),
          'something is green',
        )
        const said = world.replies(1).join()
        must(!said.includes('✅'), `told: ${said}`)
        return said
      }
      let said = ''
      await world.restart(async () => {
        said = notGreen()
      })
      notGreen()
      const { status, body } = await runner.report()
      must(status === 200 && body.conclusion === 'success', `the run did not go on: ${status} ${body.error}`)
      const pulls = world.github.read.pullRequests(world.repository).length
      must(pulls === 1, `${pulls} pull requests`)
      return stopped('app: conclusion', {
        tried: 'the app was closed with a run at work, which went on after it',
        evidence: `until its report: ${said}`,
      })
    },
  },
  {
    name: 'GitHub refuses every step of publishing, one after the other',
    run: async (stage) => {
      const said: string[] = []
      for (const path of [/\/git\/refs$/, /^\/graphql$/, /\/pulls$/, /\/check-runs$/]) {
        const world = await stage.world()
        const runner = await world.claimed()
        const body = path.source.includes('graphql') ? { body: /createCommitOnBranch/ } : {}
        world.github.fail({ method: 'POST', path, ...body }, { status: 502 }, 20)
        const { body: answer } = await runner.report()
        await world.settled()
        must(answer.conclusion !== 'success', `${path}: told as success`)
        must(
          world.github.read.checkRuns(world.repository).every(({ conclusion }) => conclusion !== 'success'),
          `${path}: green`,
        )
        must(/broke off|did not take/.test(world.replies(1).join()), `${path}: ${world.replies(1).join()}`)
        said.push(String(answer.message))
      }
      return stopped('app: conclusion', {
        tried: 'branch, commit, pull request and check run were refused',
        evidence: said.join('; '),
      })
    },
  },
]
