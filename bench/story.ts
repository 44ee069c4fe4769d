import { readInputs } from '../playground/demo/inputs.ts'
import type { Machine } from '../playground/stage.ts'
import { ownTime } from './own-time.ts'
import { modelAtWork, runStory } from './run-story.ts'
import type { Measured } from './table.ts'

/** The demo's own story by stage, and the app's part of it without the local GitHub's. */
export async function measureStory(machine: Machine): Promise<Measured[]> {
  const inputs = await readInputs(
    { repository: undefined, issue: undefined, script: undefined, keep: false, json: false, help: false },
    { apiKey: undefined, baseUrl: undefined, models: undefined },
  )
  if (typeof inputs === 'string') throw new Error(inputs)
  if (inputs.model.kind !== 'script') throw new Error('The sample comes without its turns.')
  const run = await runStory({ turns: inputs.model.turns, machine, issue: inputs.issue })

  const first = (match: (event: (typeof run.events)[number]) => boolean) =>
    run.events.find(match)?.ms ?? Number.NaN
  const model = modelAtWork(run)
  const between = (name: string, from: number, to: number): Measured => ({
    ...{ group: 'the demo by stage, without the model', name, unit: 'ms', value: ownTime(from, to, model) },
  })
  const [begun, ended] = [run.requests[0]?.at ?? Number.NaN, run.requests.at(-1)?.at ?? Number.NaN]
  const dispatched = first((event) => event.type === 'workflow_run')
  const opened = first((event) => event.type === 'pull_request')
  const checked = first(
    (event) => event.type === 'check_run' && event.name === 'agent' && event.status === 'completed',
  )
  const asked = run.github.find(({ method, path }) => method === 'POST' && path.endsWith('/dispatches'))
  return [
    ...run.stage.map(({ stage, ms }): Measured => ({ ...between(`start: ${stage}`, 0, 0), value: ms })),
    between(
      'webhook → 👀',
      run.asked,
      first(({ type }) => type === 'reaction'),
    ),
    between('webhook → workflow run', run.asked, dispatched),
    between('workflow run → first model request: claim, fetch, checks', dispatched, begun),
    between('first → last model request: 7 turns, gates, one repair', begun, ended),
    between('last model request → pull request: gates, publishing', ended, opened),
    between('pull request → check run', opened, checked),
    between('the whole story', run.from, run.to),
    {
      group: 'the app, without GitHub',
      name: 'webhook → dispatch asked of GitHub',
      unit: 'ms',
      value: ownTime(run.asked, asked?.at ?? Number.NaN, run.github),
      most: 100,
    },
  ]
}
