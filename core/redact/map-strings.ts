/** A JSON value with every string in it, names of fields too, put through a function. Not deeper than JSON is written by hand. */
export function mapStrings<T>(value: T, map: (text: string) => string): T {
  return walk(value, map, 0) as T
}

const DEEPEST = 200

function walk(value: unknown, map: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return map(value)
  if (value === null || typeof value !== 'object') return value
  if (depth > DEEPEST) return '[too deep]'
  if (Array.isArray(value)) return value.map((one) => walk(one, map, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [map(name), walk(one, map, depth + 1)]),
  )
}
