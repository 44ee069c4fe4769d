import { RUN_TIMES } from '../../../app/runs/due-at.ts'
import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'

/** Runs of which the app hears no more, and a GitHub that takes nothing. */
export const LOST_RUNS: Attempt[] = [
  {
    name: 'nobody ever claims the run',
    run: async (stage) => {
      const world = await stage.world({ times: { runs: { ...RUN_TIMES, claimWithin: 300, again: [] } } })
      await world.comment('ada', '/agent implement', await world.issue())
      await new Promise((resolve) => setTimeout(resolve, 700))
      await world.settled()
      const [check] = world.github.read.checkRuns(world.repository)
      must(check?.conclusion === 'timed_out', `it ended as ${check?.conclusion}`)
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
      await new Promise((resolve) => setTimeout(resolve, 2_000))
      await world.settled()
      const [check] = world.github.read.checkRuns(world.repository)
      must(check?.conclusion === 'timed_out', `it ended as ${check?.conclusion}`)
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
    name: 'the app is stopped during a run',
    run: async (stage) => {
      const world = await stage.world()
      await world.claimed()
      await world.app.close()
      await world.github.settled()
      const [run] = world.github.read.workflowRuns(world.repository)
      const checks = world.github.read.checkRuns(world.repository)
      const [said = ''] = world.replies(1)
      must(run?.conclusion === 'cancelled', `the workflow goes on: ${run?.conclusion}`)
      must(
        checks.every(({ conclusion }) => conclusion !== 'success'),
        'something is green',
      )
      must(/❌.*\n*.*The app was stopped during the run/s.test(said), `told: ${said}`)
      return stopped('app: conclusion', {
        tried: 'the app was closed with a run at work',
        evidence: world.replies(1).join(),
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
