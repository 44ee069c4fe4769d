import type { Assignment } from '../core/run/assignment.ts'
import type { Mark } from '../core/say/marker.ts'

/** The mark of a run's status comment: good on the issue it was asked for on. */
export function statusMark({ key, repository, issue }: Assignment): Mark {
  return { kind: 'status', run: key, repository: repository.id, place: `#${issue.number}` }
}

/** The mark of a run's pull request, which has no number yet when it is written: good for its branch. */
export function requestMark({ key, repository, branch, request }: Assignment): Mark {
  return { kind: 'request', run: key, repository: repository.id, place: branch, says: request.actor }
}
