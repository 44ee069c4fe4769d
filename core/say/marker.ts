import { runKeySchema } from '../run/assignment.ts'

/**
 * What a hidden mark of ours says of where it stands. The App signs it, so a mark that somebody wrote himself, changed,
 * or copied to another issue, repository or pull request is nothing.
 */
export type Mark = {
  /** `status`: a run's status comment. `reply`: another comment. `request`: who asked for a pull request. `check`: a check run of ours. */
  kind: 'status' | 'reply' | 'request' | 'check'
  /** Key of the run; of a check run or reply that belongs to none, what we know it by. */
  run: string
  /** GitHub's number of the repository. */
  repository: number
  /** Where it stands: "#12" for an issue, the branch of a pull request, the commit of a check run. */
  place: string
  /** What it says besides: a login. */
  says?: string
}

/** What is signed: the same text for the same mark, and no other mark has it. */
export function signedText({ kind, run, repository, place, says = '' }: Mark): string {
  return JSON.stringify(['reins', 1, kind, run, repository, place, says])
}

/** The hidden first line of a status comment. */
export function statusMarker(key: string, tag: string): string {
  return `<!-- reins:status run=${key} tag=${tag} -->`
}

const STATUS = /^<!-- reins:status run=(\S{1,64}) tag=([\w-]{43}) -->(?:\r?\n|$)/

/**
 * @returns the run a status comment says it tells of, and the tag that proves it; null when this is none. Only the very
 * first line counts, so quoted text further down does not.
 */
export function parseStatusMarker(body: string): { key: string; tag: string } | null {
  const [, run, tag = ''] = STATUS.exec(body) ?? []
  const key = runKeySchema.safeParse(run)
  return key.success ? { key: key.data, tag } : null
}

/** The hidden first line of any other comment of ours: what it answers. `of`: 26 hex digits. */
export function replyMarker(of: string, tag: string): string {
  return `<!-- reins:reply of=${of} tag=${tag} -->`
}

const REPLY = /^<!-- reins:reply of=([0-9a-f]{26}) tag=([\w-]{43}) -->(?:\r?\n|$)/

/** @returns what a comment says it answers, and the tag that proves it; null when this is none. */
export function parseReplyMarker(body: string): { of: string; tag: string } | null {
  const [, of, tag] = REPLY.exec(body) ?? []
  return of === undefined || tag === undefined ? null : { of, tag }
}

/** The hidden last line of a pull request of ours: who asked for the run it comes from. */
export function requestMarker({ key, by, tag }: { key: string; by: string; tag: string }): string {
  return `<!-- reins:request run=${key} by=${by} tag=${tag} -->`
}

const REQUEST =
  /(?:^|\n)<!-- reins:request run=(\S{1,64}) by=([A-Za-z0-9_[\]-]{1,100}) tag=([\w-]{43}) -->\s*$/

/** @returns what the last line of a description says, and the tag that proves it; null when there is none. */
export function parseRequestMarker(body: string): { key: string; by: string; tag: string } | null {
  // Of a long body only the end is looked at.
  const [, run, by = '', tag = ''] = REQUEST.exec(body.slice(-500)) ?? []
  const key = runKeySchema.safeParse(run)
  return key.success ? { key: key.data, by, tag } : null
}
