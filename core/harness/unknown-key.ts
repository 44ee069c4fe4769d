import { nearest } from '../command/nearest.ts'

/** Why a key is refused. `known` are the keys it may hold. */
export function unknownKey(key: string, known: readonly string[]): string {
  if (key === '<<') return 'merge keys (<<) are not supported; write the values out'
  const meant = nearest(key, known)
  if (meant !== null) return `${JSON.stringify(key)} is not a known key; did you mean \`${meant}\`?`
  return `${JSON.stringify(key)} is not a known key; known are ${known.map((name) => `\`${name}\``).join(', ')}`
}
