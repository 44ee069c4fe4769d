import type { Assignment } from '../run/assignment.ts'

/** What everybody who reads of a run has to know first; empty where the tools were kept apart. */
export function sandboxNote({ sandbox }: Pick<Assignment, 'sandbox'>): string {
  if (sandbox === 'required') return ''
  return '> **No sandbox:** the operator of this app turned it off (`REINS_SANDBOX=off`). The agent’s commands ran on the runner as they stood, with its network and its files.'
}
