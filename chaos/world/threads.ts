import { setTimeout as pass } from 'node:timers/promises'
import type { Seeded } from '../../bench/rules/seeded.ts'
import type { World } from './open-world.ts'

/** What people said on one issue: each command wants one answer. */
export type Thread = {
  repository: string
  issue: number
  scenario: Scenario
  commands: number
  closed: boolean
}

export const SCENARIOS = [
  'implement',
  'implement, status',
  'implement, closed',
  'implement, closed at its start',
  'implement twice',
  'no such command',
  'status',
  'help',
  'a stranger',
] as const
export type Scenario = (typeof SCENARIOS)[number]

/** Milliseconds. */
const STARTS_WITHIN = 30_000
const LOOK_EVERY = 20

/** Opens an issue and says on it what the scenario says. Resolves when all of it is said. */
export async function openThread(world: World, scenario: Scenario, random: Seeded): Promise<Thread> {
  const { github } = world
  const repository = random.pick(world.repositories)
  const moment = random.below(1_500)
  const issue = await github.openIssue(repository, {
    ...{ title: 'Discounts', body: 'Take discounts off the total.', actor: 'ada' },
  })
  const thread: Thread = { repository, issue, scenario, commands: 0, closed: false }
  const say = async (body: string, actor = 'ada') => {
    await github.comment(repository, issue, { body, actor })
    thread.commands += 1
  }
  switch (scenario) {
    case 'implement':
      await say('/agent implement')
      break
    case 'implement, status':
      await say('/agent implement')
      await pass(moment)
      await say('/agent status')
      break
    case 'implement, closed':
      await say('/agent implement')
      await pass(300 + moment)
      await github.closeIssue(repository, issue, 'ada')
      thread.closed = true
      break
    case 'implement, closed at its start': {
      const started = () => github.read.workflowRuns(repository).length
      const before = started()
      await say('/agent implement')
      for (let waited = 0; waited < STARTS_WITHIN && started() === before; waited += LOOK_EVERY)
        await pass(LOOK_EVERY)
      await github.closeIssue(repository, issue, 'ada')
      thread.closed = true
      break
    }
    case 'implement twice':
      await say('/agent implement')
      await say('/agent implement')
      break
    case 'no such command':
      await say('/agent implemnt')
      break
    case 'status':
      await say('/agent status')
      break
    case 'help':
      await say('/agent help')
      break
    case 'a stranger':
      await say('/agent implement', 'eve')
  }
  return thread
}
