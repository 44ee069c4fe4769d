import type { PlayedRunner } from '../../stage/played-runner.ts'
import { type Stage, shared } from '../../stage/stage.ts'

const world = shared((stage) => stage.world())

/** A runner that has claimed its run reports `make`; what came of it. */
export async function sent(stage: Stage, make: (runner: PlayedRunner) => unknown) {
  const there = await world(stage)
  const issue = await there.issue()
  const runner = await there.claimed(issue)
  const from = there.asked().length
  const answer = await runner.post(`/runs/${runner.key}/report`, make(runner))
  await there.settled()
  const wrote = there
    .asked()
    .slice(from)
    .filter(({ method, path }) => method !== 'GET' && /\/git\/|\/pulls|reviews/.test(path))
  const said = (there.replies(issue).at(-1) ?? '').replace(/^<!--.*-->\n/, '')
  return { there, runner, answer, wrote, said }
}
