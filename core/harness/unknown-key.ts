import { nearest } from '../command/nearest.ts'

/** Keys of the format that this version does not know yet, by the place where they stand. */
const LATER: Readonly<Record<string, readonly string[]>> = {
  agents: ['planner'],
}

/** Why a key is refused. `place` is the path of its map with every index as `[]`; `known` are the keys it may hold. */
export function unknownKey(
  key: string,
  { place, known }: { place: string; known: readonly string[] },
): string {
  if (LATER[place]?.includes(key)) return `\`${key}\` is not supported in this version of Reins; remove it`
  if (key === '<<') return 'merge keys (<<) are not supported; write the values out'
  const meant = nearest(key, known)
  if (meant !== null) return `${JSON.stringify(key)} is not a known key; did you mean \`${meant}\`?`
  return `${JSON.stringify(key)} is not a known key; known are ${known.map((name) => `\`${name}\``).join(', ')}`
}
