import { planText } from '../../../core/say/plan-text.ts'
import { must } from '../../row.ts'
import type { PlayedRunner } from '../../stage/played-runner.ts'
import { HARNESS } from '../../stage/shop-files.ts'
import { shared } from '../../stage/stage.ts'
import type { World } from '../../stage/world.ts'

export const RULES = `${HARNESS}agents: { planner: { approve: always } }\n`
/** Where every plan waits for a person. */
export const careful = shared((stage) => stage.world({ harness: RULES }))

export const PLAN = {
  steps: ['Take discounts off in `total`'],
  paths: ['src/cart.js'],
  ...{ files: 1, lines: 20, questions: [] as string[] },
}

export type Waiting = { issue: number; hash: string; text: string; comment: number; runner: PlayedRunner }

/** ada asks, and a runner comes back with a plan that waits. */
export async function waiting(
  world: World,
  given: { issue?: number; plan?: Partial<typeof PLAN> } = {},
): Promise<Waiting> {
  const runner = await world.claimed(given.issue)
  const issue = runner.assignment?.request.issue ?? 0
  const plan = { ...PLAN, ...given.plan }
  const { status, text } = await comesBack(runner, plan)
  must(status === 200, `the plan was not taken: ${status} ${text}`)
  await world.settled()
  const ours = world.github.read
    .comments(world.repository, issue)
    .findLast(({ body }) => body.includes(planText(plan)))
  const hash = hashIn(ours?.body ?? '')
  must(ours !== undefined && hash !== '', `no plan was published: ${world.replies(issue).at(-1)}`)
  return { issue, hash, text: planText(plan), comment: ours.id, runner }
}

export function comesBack(runner: PlayedRunner, plan: typeof PLAN) {
  const outcome = { kind: 'planned', plan, why: 'Every plan waits here.' }
  return runner.report({ outcome, changes: [], gates: [], title: '', summary: '' })
}

export const hashIn = (body: string) => /SHA-256 of the plan: `([0-9a-f]{64})`/.exec(body)?.[1] ?? ''

/** ada approves; @returns the answer. No run may come of it. */
export async function refused(world: World, issue: number, words: string, who = 'ada'): Promise<string> {
  const runs = world.dispatched()
  await world.comment(who, `/agent approve ${words}`, issue)
  must(world.dispatched() === runs, `it was approved: ${words}`)
  const said = world.replies(issue).at(-1) ?? ''
  must(said !== '' && !/takes? it up|was started:/.test(said), `no answer: ${said}`)
  return said
}
