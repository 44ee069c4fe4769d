import type { WorkflowStep } from '../workflow/schema.ts'
import type { Frame } from './frame.ts'

/** GITHUB_ACTION: the id, or `__run`, `__owner_repository`, and `__run_2` for the next of its kind. */
export function stepName(step: WorkflowStep, frame: Frame): string {
  if (step.id !== undefined) return step.id
  const kind =
    step.run === undefined ? (step.uses ?? '').replace(/@.*$/, '').replace(/[^A-Za-z0-9-]+/g, '_') : 'run'
  const name = `__${kind.replace(/^_+|_+$/g, '')}`
  const count = (frame.names.get(name) ?? 0) + 1
  frame.names.set(name, count)
  return count === 1 ? name : `${name}_${count}`
}
