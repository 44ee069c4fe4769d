/** What every other value is called. */
export const OTHER = 'other'

/** The first so many different values are themselves; whatever comes later is one: nobody fills a memory with names. */
export function createBoundedLabels(most: number): (value: string) => string {
  const known = new Set<string>()
  return (value) => {
    if (known.has(value)) return value
    if (known.size >= most) return OTHER
    known.add(value)
    return value
  }
}

/** Values that are known beforehand; every other one may be the words of a stranger. */
export function oneOf(known: ReadonlySet<string>): (value: string) => string {
  return (value) => (known.has(value) ? value : OTHER)
}
