import type { Reins } from '../reins.ts'
import type { Attributes } from '../tracing/tracer.ts'
import type { Run } from './run.ts'

/** Does a part of a run: its lines carry the run's ids, and its trace goes on from the webhook that asked for it. */
export function inRun<T>(
  { scope, tracer }: Pick<Reins, 'scope' | 'tracer'>,
  { run, name }: { run: Run; name: string },
  work: (note: (more: Attributes) => void) => Promise<T>,
): Promise<T> {
  const { key, installation, assignment, trace } = run
  const ids = { run: key, installation, repository: assignment.repository.id }
  return scope.within(ids, () => tracer.span(name, { parent: trace }, work))
}
