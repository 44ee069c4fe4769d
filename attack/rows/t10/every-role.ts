import type { Turn } from '../../../playground/model/turn.ts'
import { add, finish } from '../../stage/turns.ts'

/** Rules with a planner and a reviewer, so that a thread asks all three. */
export const ROLES = `agents:
  planner: { model: other, approve: large }
  reviewer: { model: other }
`

const PLAN = { steps: ['Add src/tax.js'], paths: ['src/tax.js'], files: 1, lines: 1, questions: [] }

/** A whole thread of all three; `planner` and `agent` say what they do before. */
export function everyRole({ planner = [], agent = [] }: { planner?: Turn[]; agent?: Turn[] } = {}): Turn[] {
  return [
    ...planner.map((turn) => ({ ...turn, for: 'propose_plan' })),
    { for: 'propose_plan', call: [{ name: 'propose_plan', arguments: PLAN }] },
    ...agent,
    add('src/tax.js', 'export const tax = 19'),
    finish(),
    { for: 'report_objections', call: [{ name: 'report_objections', arguments: { objections: [] } }] },
  ]
}
