import type { End } from './end-run.ts'
import type { Run } from './run.ts'

/** How a run ends whose workflow run is over without a report; null: the workflow run is not there any more. */
export function endOfWorkflow({ stop }: Pick<Run, 'stop'>, over: { conclusion: string | null } | null): End {
  const end = { actor: 'github', from: ['dispatched', 'running'] } as const
  if (over === null)
    return {
      ...end,
      to: 'timed_out',
      detail: 'The workflow run was deleted on GitHub, and no report came of it.',
    }
  if (over.conclusion === 'cancelled')
    return { ...end, to: 'cancelled', detail: stop ?? 'The workflow run was cancelled on GitHub.' }
  return {
    ...end,
    to: 'timed_out',
    detail: `The workflow run ended (${over.conclusion ?? 'without a conclusion'}) and sent no report. Its log says why.`,
  }
}
