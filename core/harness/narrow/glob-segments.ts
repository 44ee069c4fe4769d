/** One name of a path: text in which `*` and `?` are wildcards; or any number of names, also none. */
export type Segment = string | typeof ANY
export const ANY = Symbol('**')

/**
 * A gitignore glob as the names it matches one by one, so that globs can be compared. What a glob covers it covers with
 * all that is below, so each ends in ANY. Null: too unusual to say anything about (brackets, escapes, odd stars).
 */
export function toSegments(glob: string): Segment[] | null {
  if (glob !== glob.trim() || /^[!#/]|[[\]\\\p{Cc}\p{Co}\ufeff]|\/\//u.test(glob)) return null
  const inside = /^(.+)\/(?:\*\*)?$/s.exec(glob)?.[1]
  const names = (inside ?? glob).split('/')
  if (names.some((name, index) => name.includes('**') && !(name === '**' && index < names.length - 1)))
    return glob === '**' ? [ANY, '*', ANY] : null
  if (names.some((name, index) => name === '**' && names[index + 1] === '**')) return null
  const anywhere = glob.endsWith('/**') ? false : names.length === 1
  return [
    ...(anywhere ? [ANY] : []),
    ...names.map((name) => (name === '**' ? ANY : name)),
    ...(inside === undefined ? [] : ['*']),
    ANY,
  ] as Segment[]
}
