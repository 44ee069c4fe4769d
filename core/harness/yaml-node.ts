/** A YAML value that knows where it stands: `at` and `keyAt` are offsets into the text, UTF-16 units. */
export type YamlNode =
  | { kind: 'map'; at: number; entries: YamlEntry[] }
  | { kind: 'list'; at: number; items: YamlNode[] }
  | { kind: 'scalar'; at: number; value: string | number | boolean | null }

export type YamlEntry = { key: string; keyAt: number; value: YamlNode }

/** A mistake at an offset; `path` is the key's. */
export type Misplaced = { at: number; path: PropertyKey[]; message: string }

/** The plain value. Maps have no prototype, so a key `__proto__` is a key like any other; the first of two equal keys counts. */
export function toValue(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(toValue)
  const value: Record<string, unknown> = Object.create(null)
  for (const entry of node.entries) if (!(entry.key in value)) value[entry.key] = toValue(entry.value)
  return value
}

/** The value at `path`, when it is there. */
export function nodeAt(node: YamlNode, path: PropertyKey[]): YamlNode | undefined {
  return path.reduce<YamlNode | undefined>((at, step) => (at ? childOf(at, step) : undefined), node)
}

/** Where the value at `path` stands, or the nearest thing around it that exists. */
export function placeOf(node: YamlNode, path: PropertyKey[]): number {
  const [step, ...rest] = path
  const child = step === undefined ? undefined : childOf(node, step)
  return child ? placeOf(child, rest) : node.at
}

/** Where the key `key` of the map at `path` stands. */
export function placeOfKey(node: YamlNode, path: PropertyKey[], key: string): number {
  const map = nodeAt(node, path)
  return (map && entryOf(map, key)?.keyAt) ?? placeOf(node, path)
}

/** `['checks', 0, 'run']` → "checks[0].run". */
export function formatPath(path: PropertyKey[]): string {
  return path.reduce<string>((written, step) => {
    if (typeof step === 'number') return `${written}[${step}]`
    return written === '' ? String(step) : `${written}.${String(step)}`
  }, '')
}

function childOf(node: YamlNode, step: PropertyKey): YamlNode | undefined {
  return node.kind === 'list' ? node.items[Number(step)] : entryOf(node, step)?.value
}

/** The first of equal keys counts. */
function entryOf(node: YamlNode, key: PropertyKey): YamlEntry | undefined {
  if (node.kind !== 'map') return undefined
  let entries = looked.get(node)
  if (entries === undefined) {
    entries = new Map(node.entries.toReversed().map((entry) => [entry.key, entry]))
    looked.set(node, entries)
  }
  return entries.get(String(key))
}

/** Every mistake is looked up, and a hostile file may hold ten thousand in one map. */
const looked = new WeakMap<YamlNode, Map<string, YamlEntry>>()
