import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { ask, atProvider, counted, open } from './spend.ts'

export const OF_A_REPOSITORY: Attempt[] = [
  {
    name: 'runs side by side that would take the month together',
    run: async (stage) => {
      const world = await open(stage, '{ cost: 1 USD, month: 2 USD }')
      const runs = [await world.claimed(), await world.claimed()]
      const third = await world.issue()
      await world.comment('ada', '/agent implement', third)
      must(world.dispatched() === 2, `${world.dispatched()} runs were started`)
      for (let round = 0; round < 12; round++) await Promise.all(runs.map((run) => ask(run, 'whole', 300)))
      const taken = atProvider(world)
      must(taken <= 2 && taken > 0.5, `${taken} USD of 2`)
      return stopped('app: budget', {
        tried: '3 runs of 1 USD were asked for in a month of 2',
        evidence: world.replies(third).join(),
      })
    },
  },
  {
    name: 'a run that may take more than is left of the month',
    run: async (stage) => {
      const world = await open(stage, '{ cost: 5 USD, month: 1 USD }')
      const runner = await world.claimed()
      let last = await ask(runner, 'whole', 300)
      for (let tries = 0; tries < 20 && last.status === 200; tries++) last = await ask(runner, 'whole', 300)
      const taken = atProvider(world)
      must(last.status === 429 && / 1 USD/.test(last.text), `${last.status}: ${last.text.slice(0, 300)}`)
      must(taken <= 1 && taken > 0.3, `${taken} USD of 1`)
      return stopped('app: budget', {
        tried: 'calls until refused',
        evidence: `${taken.toFixed(2)} USD; ${last.text}`,
      })
    },
  },
  {
    name: 'runs that failed are to be forgotten by the month',
    run: async (stage) => {
      const world = await open(stage, '{ cost: 1 USD, month: 1 USD }')
      const runner = await world.claimed()
      for (let tries = 0; tries < 20; tries++) if ((await ask(runner, 'cut', 300)).status === 429) break
      const taken = await counted(runner)
      await runner.report({ outcome: { kind: 'failed', message: 'It broke.' }, changes: [] })
      await world.settled()
      const next = await world.claimed()
      const left = next.assignment?.limits.cost ?? 1
      must(taken > 0.3 && left <= 1 - taken + 0.011, `${taken} USD taken, and ${left} more allowed`)
      return stopped('app: budget', {
        tried: `a run of cut answers took ${taken} USD, and failed`,
        evidence: `the next one may take ${left.toFixed(2)} USD`,
      })
    },
  },
  {
    name: 'a runner that reports a fortune, so that nobody may ask any more',
    run: async (stage) => {
      const world = await open(stage, '{ cost: 1 USD, month: 50 USD }')
      const runner = await world.claimed()
      await ask(runner, 'whole')
      const { usage } = runner.honest()
      await runner.report({ usage: { ...usage, cost: 1e6 } })
      await world.settled()
      const [said = ''] = world.replies(1)
      must(!/1000000/.test(said), `told: ${said}`)
      await world.comment('ada', '/agent implement', await world.issue())
      must(world.dispatched() === 2, 'the next run was refused')
      return stopped('app: budget', { tried: 'it reported 1,000,000 USD', evidence: said.slice(-60) })
    },
  },
  {
    name: 'more runs at the same moment than are allowed at a time',
    run: async (stage) => {
      const world = await open(stage, '{ concurrent: 1 }')
      const issues = await Promise.all([1, 2, 3, 4].map(() => world.issue()))
      await Promise.all(issues.map((issue) => world.comment('ada', '/agent implement', issue)))
      await world.settled()
      const told = issues.map((issue) => world.replies(issue).join())
      must(world.dispatched() === 1, `${world.dispatched()} runs were started`)
      must(told.filter((one) => /limits\.concurrent/.test(one)).length === 3, told.join('\n'))
      return stopped('app: budget', {
        tried: 'four commands at once',
        evidence: told.find((one) => /concurrent/.test(one)) ?? '',
      })
    },
  },
  {
    name: 'a run that a person stopped goes on asking',
    run: async (stage) => {
      const world = await open(stage, '{ cost: 5 USD }')
      const runner = await world.claimed()
      const hanging = ask(runner, 'hang')
      while (world.model.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
      await world.github.cancelRun(world.repository, runner.workflowRun, 'ada').then(world.settled)
      const after = await ask(runner, 'whole')
      must(after.status === 403 && world.model.requests().length === 1, `${after.status}: ${after.text}`)
      await hanging
      await world.settled()
      return stopped('app: run state', {
        tried: 'a call hung while ada cancelled the workflow',
        evidence: after.text,
      })
    },
  },
]
