import type { Assignment } from '../core/run/assignment.ts'
import { type Mark, parseRequestMarker } from '../core/say/marker.ts'
import type { Marks } from './marks.ts'

/** The mark of a run's status comment: good on the issue it was asked for on. */
export function statusMark({ key, repository, issue }: Assignment): Mark {
  return { kind: 'status', run: key, repository: repository.id, place: `#${issue.number}` }
}

/** The mark of a run's pull request, which has no number yet when it is written: good for its branch. */
export function requestMark({ key, repository, branch, request }: Assignment): Mark {
  return { kind: 'request', run: key, repository: repository.id, place: branch, says: request.actor }
}

/** Whether a description is the one of this run's pull request. */
export function isRequestOf(marks: Marks, assignment: Assignment, body: string): boolean {
  const marker = parseRequestMarker(body)
  return marker?.key === assignment.key && marks.isOurs(requestMark(assignment), marker.tag)
}
