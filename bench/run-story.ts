import { quiet } from '../playground/demo/quiet.ts'
import type { PlaygroundEvent } from '../playground/interface/event.ts'
import type { SeenRequest } from '../playground/interface/seen-request.ts'
import type { Turn } from '../playground/model/turn.ts'
import { type Machine, type Stage, setStage } from '../playground/stage.ts'
import type { Elsewhere } from './own-time.ts'
import { watchMemory } from './peak-memory.ts'

/** All times in milliseconds since the epoch, with fractions. */
export type StoryRun = {
  stage: Stage['timings']
  events: (PlaygroundEvent & { ms: number })[]
  /** What the model was asked. */
  requests: ReturnType<NonNullable<Stage['model']>['requests']>
  /** What GitHub was asked. */
  github: SeenRequest[]
  /** When the webhook of the comment left GitHub. */
  asked: number
  /** Peak of the action's main process, in bytes; NaN where the machine does not tell. */
  peakMemory: number
  /** From the issue to the end of everything. */
  from: number
  to: number
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
  const from = now()
  try {
    const { playground, repository, maintainer } = stage
    let asked = Number.NaN
    playground.onEvent((event) => {
      // Told when it was answered; it left that much earlier.
      if (event.type === 'delivery' && event.event === 'issue_comment' && Number.isNaN(asked))
        asked = now() - event.ms
      events.push({ ...event, ms: now() })
    })
    const number = await playground.openIssue(repository, { ...options.issue, actor: maintainer })
    await playground.comment(repository, number, { body: '/agent implement', actor: maintainer })
    await quiet(stage)
    return {
      ...{ stage: stage.timings, events, asked, from, to: now() },
      requests: stage.model?.requests() ?? [],
      github: playground.requests(),
      peakMemory: memory.peak(),
    }
  } finally {
    memory.stop()
    await stage.close()
  }
}

/** When the model was busy with an answer. */
export function modelAtWork({ requests }: StoryRun): Elsewhere[] {
  return requests.map(({ at, answered }) => ({ at, ms: answered - at }))
}

const now = () => performance.timeOrigin + performance.now()
