import type { PlanView, RunState } from '../../core/run/decision.ts'
import { type Run, toView } from './run.ts'

/** A run that ended so did not carry out what was approved: its plan may be approved again. */
const IN_VAIN: readonly RunState[] = ['failed', 'cancelled', 'timed_out', 'denied']

/**
 * Plans of one issue, from our own record of its runs and nothing else: only those that were published, for people have
 * to have read what they approve.
 *
 * @param runs Of the issue, newest first.
 */
export function plansOf(runs: Run[]): PlanView[] {
  return runs.flatMap((run, index) => {
    if (run.plan === null || run.state !== 'blocked') return []
    const takes = (one: Run) => one.assignment.plan?.id === run.key
    const since = runs.slice(0, index)
    const taker = since.find((one) => takes(one) && !IN_VAIN.includes(one.state))
    const { issue, request } = run.assignment
    return [
      {
        ...{ id: run.key, ...run.plan, asked: request.text, rules: run.rules },
        issue: { title: issue.title, body: issue.body },
        takenBy: taker === undefined ? null : toView(taker),
        outdated: since.some((one) => !takes(one)),
      },
    ]
  })
}
