import { runKeySchema } from '../run/assignment.ts'

const MARKER = /^<!-- reins:status run=(\S{1,64}) -->(?:\r?\n|$)/

/** The hidden first line of a status comment. */
export function statusMarker(key: string): string {
  return `<!-- reins:status run=${key} -->`
}

/**
 * @returns the run a status comment tells of, or null when this is none. It says nothing about who wrote it: the caller
 * takes only comments of our own bot. Only the very first line counts, so quoted or forged text further down does not.
 */
export function parseStatusMarker(body: string): { key: string } | null {
  const key = runKeySchema.safeParse(MARKER.exec(body)?.[1])
  return key.success ? { key: key.data } : null
}
