import type { Request } from '../../core/command/request.ts'
import type { Said } from '../github/read-said.ts'
import { unknown } from './confirmed.ts'
import { sameText, textAt, titleAt } from './text-at.ts'

type Place = Pick<Request, 'repository' | 'subject'>

/**
 * The repository and the issue as GitHub tells them, with the text that stood there when it was asked. Without a head
 * nothing can be started, whatever the branch is called.
 */
export function toPlace(
  { repository, subject, head }: Said,
  delivered: Place,
  asked: string,
): ({ kind: 'place' } & Place) | { kind: 'unknown'; why: string } {
  if (repository.id !== delivered.repository.id) return unknown('the repository has another id')
  const title = titleAt(subject, asked)
  const body = textAt(subject.text, asked)
  // By the second, as GitHub writes times: of two texts of one second nobody can tell which came with the command.
  const changed = [...subject.text.versions.slice(subject.text.whole ? 1 : 0), ...subject.renames]
  const inDoubt = changed.some(({ at }) => at === asked)
  const same = title === delivered.subject.title && body !== null && sameText(body, delivered.subject.body)
  const known = same && !inDoubt
  if (!known && !changed.some(({ at }) => at >= asked))
    return unknown('the issue never had this title and text')
  return {
    kind: 'place',
    repository: {
      ...{ id: repository.id, owner: repository.owner, name: repository.name, private: repository.private },
      defaultBranch: head?.ref ?? delivered.repository.defaultBranch,
    },
    subject: {
      number: subject.number,
      title: title,
      body: body ?? '',
      author: subject.author?.login ?? 'ghost',
      labels: subject.labels,
      isPullRequest: subject.isPullRequest,
      open: subject.open,
      changed: !known,
    },
  }
}
