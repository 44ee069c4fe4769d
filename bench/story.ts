import { readFile } from 'node:fs/promises'
import { parseTurns } from '../playground/model/turn.ts'
import type { Machine } from '../playground/stage.ts'
import { runStory } from './run-story.ts'
import type { Measured } from './table.ts'

/** The demo's own story by stage, without install and model. */
export async function measureStory(machine: Machine): Promise<Measured[]> {
  const parsed = parseTurns(
    await readFile(new URL('../playground/sample/turns.json', import.meta.url), 'utf8'),
  )
  if (parsed.kind === 'broken') throw new Error(parsed.problems.join('; '))
  const run = await runStory({
    turns: parsed.turns,
    machine,
    issue: { title: 'Discount codes in the cart', body: 'See the title.' },
  })

  const first = (match: (event: (typeof run.events)[number]) => boolean) =>
    run.events.find(match)?.ms ?? Number.NaN
  const asked = first((event) => event.type === 'comment')
  const seen = first((event) => event.type === 'reaction')
  const dispatched = first((event) => event.type === 'workflow_run')
  const model = run.requests[0]?.at ?? Number.NaN
  const answered = run.requests.at(-1)?.at ?? Number.NaN
  const opened = first((event) => event.type === 'pull_request')
  const checked = first(
    (event) => event.type === 'check_run' && event.name === 'agent' && event.status === 'completed',
  )
  const group = "the demo's own time"
  const row = (name: string, value: number, most?: number): Measured => ({
    group,
    name,
    unit: 'ms',
    value,
    ...(most === undefined ? {} : { most }),
  })
  return [
    ...run.stage.map(({ stage, ms }) => row(`start: ${stage}`, ms)),
    row('comment → 👀', seen - asked),
    row('comment → dispatch asked of GitHub', dispatched - asked, 100),
    row('dispatch → first model request (runner, claim, workspace, base checks)', model - dispatched),
    row('first → last model request (5 turns, tools, gates, one repair)', answered - model),
    row('last model request → pull request (tools, gates, report, publish)', opened - answered),
    row('pull request → check run', checked - opened),
    row('the whole story', run.ms),
  ]
}
