import { quote } from '../rules/quote.ts'
import { checkName } from './check-name.ts'
import { type Misplaced, nodeAt, placeOf, type YamlNode } from './yaml-node.ts'

/** Names that stand twice: keys of a map, checks and rules. Works on any file, whatever else is wrong with it. */
export function findDuplicates(root: YamlNode): Misplaced[] {
  return [...repeatedKeys(root, []), ...repeatedNames(root, 'checks'), ...repeatedNames(root, 'invariants')]
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

function repeatedNames(root: YamlNode, list: 'checks' | 'invariants'): Misplaced[] {
  const node = nodeAt(root, [list])
  if (node?.kind !== 'list') return []
  const seen = new Set<string>()
  return node.items.flatMap((item, index) => {
    const { name, step } = nameOf(item, list)
    if (name === null) return []
    const again = seen.has(name)
    seen.add(name)
    const what = list === 'checks' ? 'check' : 'rule'
    const key = list === 'checks' ? 'name' : 'id'
    const path = [list, index, ...step]
    return again
      ? [
          {
            at: placeOf(root, path),
            path,
            message: `a second ${what} is called ${quote(name)}; give it its own \`${key}\``,
          },
        ]
      : []
  })
}

function nameOf(item: YamlNode, list: 'checks' | 'invariants'): { name: string | null; step: PropertyKey[] } {
  if (list === 'invariants') return { name: textAt(item, 'id'), step: ['id'] }
  if (item.kind === 'scalar')
    return { name: typeof item.value === 'string' ? checkName(item.value) : null, step: [] }
  const named = textAt(item, 'name')
  if (named !== null) return { name: named, step: ['name'] }
  const run = textAt(item, 'run')
  return { name: run === null ? null : checkName(run), step: ['run'] }
}

function textAt(node: YamlNode, key: string): string | null {
  const value = nodeAt(node, [key])
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : null
}
