import type { Fields } from './context.ts'
import { failure } from './failure.ts'

/** GraphQL takes null for an argument that is left out. */
export type PageArguments = { [K in 'first' | 'last']?: number | null } & {
  [K in 'after' | 'before']?: string | null
}

/** A list as GraphQL pages it: `first`/`after` or `last`/`before`, at most 100, cursors are positions. */
export function connection<T>(name: string, items: T[], toNode: (item: T) => unknown) {
  return (page: PageArguments): Fields => {
    const count = page.first ?? page.last ?? null
    if (count === null)
      throw failure(
        'BAD_USER_INPUT',
        `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
      )
    if (count < 0 || count > 100)
      throw failure(
        'BAD_USER_INPUT',
        `Requesting ${count} records on the \`${name}\` connection exceeds the \`first\` limit of 100 records.`,
      )
    const from = (page.after ?? null) === null ? 0 : fromCursor(page.after ?? '') + 1
    const to = (page.before ?? null) === null ? items.length : fromCursor(page.before ?? '')
    const [start, end] =
      (page.first ?? null) === null ? [Math.max(from, to - count), to] : [from, Math.min(to, from + count)]
    const nodes = items.slice(start, end).map(toNode)
    return {
      __typename: `${name}Connection`,
      totalCount: items.length,
      nodes,
      edges: nodes.map((node, index) => ({
        __typename: `${name}Edge`,
        node,
        cursor: toCursor(start + index),
      })),
      pageInfo: {
        __typename: 'PageInfo',
        hasNextPage: end < items.length,
        hasPreviousPage: start > 0,
        startCursor: nodes.length > 0 ? toCursor(start) : null,
        endCursor: nodes.length > 0 ? toCursor(end - 1) : null,
      },
    }
  }
}

function toCursor(index: number): string {
  return Buffer.from(`cursor:${index}`).toString('base64')
}

function fromCursor(cursor: string): number {
  const [, index] = /^cursor:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? []
  if (index === undefined)
    throw failure('BAD_USER_INPUT', `\`${cursor}\` does not appear to be a valid cursor.`)
  return Number(index)
}
