import type { Assignment } from '../../core/run/assignment.ts'
import type { Judged } from './judge-report.ts'

/**
 * The last look before anything is pushed: a change that was judged on a commit which is the head no longer is stale.
 *
 * @param head Of the base branch now; null when there is none any more.
 */
export function unlessMoved(judged: Judged, { base }: Assignment, head: string | null): Judged {
  const { ending, report } = judged
  if (head === base.sha || ending.refused !== null || report.changes.length === 0) return judged
  return {
    ...judged,
    ending: { ...ending, refused: `${base.ref} moved during the run: stale, run again.` },
    changes: [],
  }
}
