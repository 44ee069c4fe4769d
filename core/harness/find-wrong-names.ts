import { nearest } from '../command/nearest.ts'
import { quote } from '../rules/quote.ts'
import { BUILT_IN_RULES, RESERVED_LAYERS, ruleIds } from '../rules/rule-ids.ts'
import { knownKeys } from './known-keys.ts'
import { type Misplaced, nodeAt, placeOf, type YamlNode } from './yaml-node.ts'

/**
 * Names that mean something else, or nothing: rules and layers called like what the engine has of its own, waivers of
 * rules that are not there, and the one name that no map can hold. Works on any file, whatever else is wrong with it.
 */
export function findWrongNames(root: YamlNode): Misplaced[] {
  return [...clashes(root), ...strayWaivers(root), ...prototypes(root, [])]
}

/** Where any name may stand, the schema drops this one without a word; elsewhere it says that it knows no such key. */
function prototypes(node: YamlNode, path: PropertyKey[]): Misplaced[] {
  if (node.kind === 'scalar') return []
  if (node.kind === 'list') return node.items.flatMap((item, index) => prototypes(item, [...path, index]))
  return node.entries.flatMap(({ key, keyAt, value }) => [
    ...(key === '__proto__' && knownKeys(path).length === 0
      ? [{ at: keyAt, path: [...path, key], message: '"__proto__" can be no name here; choose another' }]
      : []),
    ...prototypes(value, [...path, key]),
  ])
}

type Named = { name: string; path: PropertyKey[] }

function clashes(root: YamlNode): Misplaced[] {
  const rules = named(root, ['invariants'], 'id').filter(
    ({ name }) => isOneOf(BUILT_IN_RULES, name) || name.startsWith('layers/'),
  )
  const layers = named(root, ['layers', 'order'], 'name').filter(({ name }) => isOneOf(RESERVED_LAYERS, name))
  return [
    ...rules.map(({ name, path }) =>
      problem(
        root,
        path,
        `${quote(name)} is what findings of Reins itself are called; give the rule another id`,
      ),
    ),
    ...layers.map(({ name, path }) =>
      problem(
        root,
        path,
        `${quote(name)} is no name for a layer, because the rule layers/${name} is another one; choose another`,
      ),
    ),
  ]
}

/** With `extends` a rule may be another file's. */
function strayWaivers(root: YamlNode): Misplaced[] {
  const parents = nodeAt(root, ['extends'])
  if (parents?.kind === 'list' && parents.items.length > 0) return []
  const order = named(root, ['layers', 'order'], 'name')
  const known = ruleIds({
    invariants: named(root, ['invariants'], 'id').map(({ name }) => ({ id: name })),
    layers: nodeAt(root, ['layers']) === undefined ? null : { order },
  })
  return named(root, ['waivers'], 'rule')
    .filter(({ name }) => !known.includes(name))
    .map(({ name, path }, index) =>
      problem(
        root,
        path,
        `there is no rule ${quote(name)}${index < MOST_ADVICE ? instead(name, known) : ''}`,
      ),
    )
}

const MAX_KNOWN = 10
/** As many mistakes as are shown of a file; to look for what was meant costs time with every name. */
const MOST_ADVICE = 50

function instead(name: string, known: readonly string[]): string {
  const meant = nearest(name, known)
  if (meant !== null) return `; did you mean ${quote(meant)}?`
  if (known.length === 0) return ' here; remove the waiver'
  const more = known.length > MAX_KNOWN ? ` and ${known.length - MAX_KNOWN} more` : ''
  return `; known are ${known.slice(0, MAX_KNOWN).join(', ')}${more}`
}

/** The texts of `key` in a list's entries, as far as they are there. */
function named(root: YamlNode, list: PropertyKey[], key: string): Named[] {
  const node = nodeAt(root, list)
  if (node?.kind !== 'list') return []
  return node.items.flatMap((item, index) => {
    const value = nodeAt(item, [key])
    return value?.kind === 'scalar' && typeof value.value === 'string'
      ? [{ name: value.value, path: [...list, index, key] }]
      : []
  })
}

function problem(root: YamlNode, path: PropertyKey[], message: string): Misplaced {
  return { at: placeOf(root, path), path, message }
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name)
}
