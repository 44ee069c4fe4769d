import type { Scope } from '../expressions/evaluate.ts'
import { evaluateTemplate, evaluateText } from '../expressions/template.ts'
import { isTruthy } from '../expressions/value.ts'
import type { Workflow } from '../workflow/schema.ts'
import { WorkflowProblem } from '../workflow-problem.ts'
import type { Run } from './call.ts'

export const REPLACED = 'Canceled before its turn: its concurrency group has a newer one.'

/**
 * Does the work when its concurrency group lets it, with a run that is also cancelled when a newer one takes its place.
 * @returns null when it was cancelled before its turn.
 */
export async function inTurn<T>(
  run: Run,
  asked: { concurrency: Workflow['concurrency']; scope: Scope },
  work: (run: Run) => Promise<T>,
): Promise<T | null> {
  const { concurrency, scope } = asked
  if (concurrency === undefined) return work(run)
  const options = typeof concurrency === 'string' ? { group: concurrency } : concurrency
  const group = evaluateText(options.group, scope)
  if (group === '') return work(run)
  if (run.groups.includes(group.toLowerCase()))
    throw new WorkflowProblem(`Canceling since a deadlock for concurrency group '${group}' was detected.`)
  const replaced = new AbortController()
  const cancelInProgress = options['cancel-in-progress'] ?? false
  const place = await run.turns.enter({
    group,
    cancelInProgress: isTruthy(
      typeof cancelInProgress === 'string' ? evaluateTemplate(cancelInProgress, scope) : cancelInProgress,
    ),
    keepsOthersWaiting: options.queue === 'max',
    cancel: () => replaced.abort(),
    cancelled: run.cancelled,
  })
  if (place === null) return null
  try {
    return await work({
      ...run,
      cancelled: AbortSignal.any([run.cancelled, replaced.signal]),
      groups: [...run.groups, group.toLowerCase()],
    })
  } finally {
    place.leave()
  }
}
