import { ANY, type Segment, toSegments } from './glob-segments.ts'

/** Whether every path that matches `narrow` is proved to match `wide`; both without `!`. False also when it cannot be told. */
export function isWithin(narrow: string, wide: string): boolean {
  if (narrow === wide) return true
  const [inner, outer] = [toSegments(narrow), toSegments(wide)]
  return inner !== null && outer !== null && covers(outer, inner)
}

/** Whether it is proved that no path matches both; both without `!`. */
export function areApart(one: string, other: string): boolean {
  const [a, b] = [toSegments(one), toSegments(other)]
  if (a === null || b === null) return false
  for (let index = 0; ; index++) {
    const [left, right] = [a[index], b[index]]
    if (typeof left !== 'string' || typeof right !== 'string') return false
    if (differ(left, right)) return true
  }
}

/** A wildcard of `inner` is a sign like any other, which only a wildcard of `outer` takes in. */
function covers(outer: Segment[], inner: Segment[]): boolean {
  return simulate(outer, inner, {
    isMany: (segment) => segment === ANY,
    takes: (wide, narrow) =>
      typeof wide === 'string' && typeof narrow === 'string' && nameCovers(wide, narrow),
  })
}

/** Names with wildcards that are compared sign by sign; of longer ones only equal ones are known to be within. */
const MAX_NAME = 48

/** A whole `*` asks for one sign at least, but so does every name. */
function nameCovers(wide: string, narrow: string): boolean {
  if (wide === narrow || wide === '*') return true
  if (!/[*?]/.test(wide) || wide.length > MAX_NAME || narrow.length > MAX_NAME) return false
  return simulate(wide.split(''), narrow.split(''), {
    isMany: (sign) => sign === '*',
    takes: (one, other) => other !== '*' && (one === other || one === '?'),
  })
}

type Signs<Sign> = { isMany: (sign: Sign) => boolean; takes: (wide: Sign, narrow: Sign) => boolean }

/** Whether `wide`, in which some signs stand for any number of signs, matches `narrow`, sign by sign. O(n × m). */
function simulate<Sign>(wide: Sign[], narrow: Sign[], { isMany, takes }: Signs<Sign>): boolean {
  // reached[i]: what was read of `narrow` so far can end before wide[i].
  const skip = (reached: boolean[]) => {
    for (const [index, sign] of wide.entries()) if (reached[index] && isMany(sign)) reached[index + 1] = true
    return reached
  }
  const end = narrow.reduce<boolean[]>(
    (reached, read) => {
      const next = new Array<boolean>(wide.length + 1).fill(false)
      for (const [index, sign] of wide.entries()) {
        if (!reached[index]) continue
        if (isMany(sign)) next[index] = true
        else if (takes(sign, read)) next[index + 1] = true
      }
      return skip(next)
    },
    skip([true, ...wide.map(() => false)]),
  )
  return end[wide.length] ?? false
}

/** Names that cannot be the same: their text before the first wildcard, or behind the last, is another. */
function differ(one: string, other: string): boolean {
  const [a, b] = [one.split(/[*?]/), other.split(/[*?]/)]
  if (a.length === 1 && b.length === 1) return one !== other
  const [startA = '', startB = ''] = [a[0], b[0]]
  const [endA = '', endB = ''] = [a.at(-1), b.at(-1)]
  const starts = startA.startsWith(startB) || startB.startsWith(startA)
  const ends = endA.endsWith(endB) || endB.endsWith(endA)
  return !starts || !ends
}
