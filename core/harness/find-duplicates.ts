import { quote } from '../rules/quote.ts'
import { checkName } from './check-name.ts'
import { type Misplaced, nodeAt, placeOf, type YamlNode } from './yaml-node.ts'

/** Lists whose entries have a name of their own: where, the key that holds it, and what an entry is called. */
const LISTS = [
  { path: ['checks'], key: 'name', what: 'check' },
  { path: ['invariants'], key: 'id', what: 'rule' },
  { path: ['layers', 'order'], key: 'name', what: 'layer' },
] as const
type List = (typeof LISTS)[number]

/** Names that stand twice: keys of a map, checks and rules. Works on any file, whatever else is wrong with it. */
export function findDuplicates(root: YamlNode): Misplaced[] {
  return [...repeatedKeys(root, []), ...LISTS.flatMap((list) => repeatedNames(root, list))]
}

function repeatedKeys(node: YamlNode, path: PropertyKey[]): Misplaced[] {
  if (node.kind === 'scalar') return []
  if (node.kind === 'list') return node.items.flatMap((item, index) => repeatedKeys(item, [...path, index]))
  const seen = new Set<string>()
  return node.entries.flatMap(({ key, keyAt, value }) => {
    const again = seen.has(key)
    seen.add(key)
    const below = repeatedKeys(value, [...path, key])
    return again
      ? [
          {
            at: keyAt,
            path: [...path, key],
            message: `the key ${quote(key)} stands here a second time; keep one`,
          },
          ...below,
        ]
      : below
  })
}

function repeatedNames(root: YamlNode, list: List): Misplaced[] {
  const node = nodeAt(root, [...list.path])
  if (node?.kind !== 'list') return []
  const seen = new Set<string>()
  return node.items.flatMap((item, index) => {
    const { name, step } = nameOf(item, list)
    if (name === null) return []
    const again = seen.has(name)
    seen.add(name)
    const path = [...list.path, index, ...step]
    return again
      ? [
          {
            at: placeOf(root, path),
            path,
            message: `a second ${list.what} is called ${quote(name)}; give it its own \`${list.key}\``,
          },
        ]
      : []
  })
}

function nameOf(item: YamlNode, { key, what }: List): { name: string | null; step: PropertyKey[] } {
  const named = textAt(item, key)
  if (named !== null || what !== 'check') return { name: named, step: [key] }
  if (item.kind === 'scalar')
    return { name: typeof item.value === 'string' ? checkName(item.value) : null, step: [] }
  const run = textAt(item, 'run')
  return { name: run === null ? null : checkName(run), step: ['run'] }
}

function textAt(node: YamlNode, key: string): string | null {
  const value = nodeAt(node, [key])
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : null
}
