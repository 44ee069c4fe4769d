import type { Clean } from '../../core/clean/clean.ts'
import { type Cleaned, prose } from '../../core/clean/prose.ts'
import { title } from '../../core/clean/title.ts'
import type { Request } from '../../core/command/request.ts'
import { PERMISSIONS, type Permission } from '../../core/harness/harness.ts'
import type { Assignment } from '../../core/run/assignment.ts'
import { plural } from '../../core/say/numbers.ts'
import type { IssueComment } from '../github/comments.ts'

/** Comments given to the agent, the newest, and characters of them all together. */
const MOST_COMMENTS = 50
const MOST_TEXT = 64_000
/** People whose permission is asked for; the comments of more are left out. */
const MOST_AUTHORS = 30

type Given = {
  request: Request
  comments: IssueComment[]
  /** Comments that were not even read. */
  older: number
  appId: number
  /** Already known, or asked now; null when GitHub did not say. */
  permissionOf: (login: string) => Promise<Permission>
}

/**
 * What the agent gets to read of an issue, frozen and made harmless. Text of people who may not write here stays out;
 * the issue's own text is given whoever wrote it, and marked when its author may not write.
 */
export async function readDiscussion(given: Given): Promise<Assignment['issue']> {
  const { request, comments, older, appId } = given
  const { subject } = request
  const before = comments.filter(
    ({ id, appId: writer, body }) =>
      (request.comment.id === null || id < request.comment.id) && writer !== appId && body.trim() !== '',
  )
  const people = [
    subject.author,
    ...before.flatMap(({ author }) => (author?.isPerson ? [author.login] : [])).reverse(),
  ]
  const asked = [...new Set(people)].slice(0, MOST_AUTHORS)
  const writers = await mayWrite(given, asked)
  const unasked = before.filter(({ author }) => author?.isPerson && !asked.includes(author.login)).length
  const written = before.filter(({ author }) => author?.isPerson && writers.has(author.login))
  // As it stood when the command came nobody can read it any more.
  const trusted = written.filter(({ changedAt }) => !isLater(changedAt, request.comment.at))
  const kept = newest(trusted)
  const removed: string[] = []
  const noted = (cleaned: Cleaned, where: string): Clean => {
    removed.push(...cleaned.removed.map((what) => `${what} in ${where}`))
    return cleaned.text
  }
  const changed = written.length - trusted.length
  const cut = trusted.length - kept.length + older
  return {
    number: subject.number,
    title: noted(title(subject.title), 'the title'),
    body: noted(prose(subject.body), "the issue's text"),
    author: subject.author,
    trusted: writers.has(subject.author),
    comments: kept.map(({ author, at, body }) => {
      const login = author?.login ?? ''
      return { author: login, at, body: noted(prose(body), `a comment of ${login}`) }
    }),
    leftOut: before.length - written.length - unasked,
    removed: [
      ...removed,
      ...(cut > 0 ? [`${plural(cut, 'older comment')}, for their length`] : []),
      ...(unasked > 0
        ? [`${plural(unasked, 'comment')} of people whose permission was not asked, there are so many`]
        : []),
      ...(changed > 0 ? [`${plural(changed, 'comment')} changed after the command`] : []),
    ],
  }
}

async function mayWrite({ permissionOf }: Given, asked: string[]): Promise<Set<string>> {
  const permissions = await Promise.all(asked.map(permissionOf))
  const least = PERMISSIONS.indexOf('write')
  return new Set(asked.filter((_, index) => PERMISSIONS.indexOf(permissions[index] ?? 'none') >= least))
}

function newest(comments: IssueComment[]): IssueComment[] {
  let room = MOST_TEXT
  const kept = comments.slice(-MOST_COMMENTS).reverse()
  const last = kept.findIndex(({ body }) => {
    room -= body.length
    return room < 0
  })
  return (last === -1 ? kept : kept.slice(0, last)).reverse()
}

/** By the second, as GitHub writes times; what cannot be read counts as later. */
function isLater(at: string, than: string): boolean {
  return !(Date.parse(at) <= Date.parse(than))
}
