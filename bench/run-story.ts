import { quiet } from '../playground/demo/quiet.ts'
import type { Turn } from '../playground/model/turn.ts'
import { type Machine, type Stage, setStage } from '../playground/stage.ts'
import type { PlaygroundEvent } from '../playground/types.ts'
import { watchMemory } from './peak-memory.ts'

export type StoryRun = {
  stage: Stage['timings']
  /** Events with their time in milliseconds. */
  events: (PlaygroundEvent & { ms: number })[]
  requests: ReturnType<NonNullable<Stage['model']>['requests']>
  /** Of the action's main process, in bytes; NaN where the machine does not tell. */
  peakMemory: number
  ms: number
}

/** One whole story on a stage of its own, watched from outside. */
export async function runStory(options: {
  turns: Turn[]
  issue: { title: string; body: string }
  repository?: string
  machine: Machine
}): Promise<StoryRun> {
  const stage = await setStage({
    model: { kind: 'script', turns: options.turns },
    machine: options.machine,
    ...(options.repository === undefined ? {} : { repository: options.repository }),
  })
  const events: StoryRun['events'] = []
  const memory = watchMemory('dist/main.cjs')
  const from = performance.now()
  try {
    const { playground, repository, maintainer } = stage
    playground.onEvent((event) => events.push({ ...event, ms: performance.timeOrigin + performance.now() }))
    const number = await playground.openIssue(repository, { ...options.issue, actor: maintainer })
    await playground.comment(repository, number, { body: '/agent implement', actor: maintainer })
    await quiet(stage)
    const requests = stage.model?.requests() ?? []
    return { stage: stage.timings, events, requests, peakMemory: memory.peak(), ms: performance.now() - from }
  } finally {
    memory.stop()
    await stage.close()
  }
}
