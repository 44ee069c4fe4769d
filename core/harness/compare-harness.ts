import { codeSpan } from '../markdown/write.ts'
import { defaultHarness } from './default-harness.ts'
import type { Harness } from './harness.ts'

/** One difference between two versions of the rules; `name` is the rule's, the check's or the key's. */
export type HarnessChange = {
  what: 'rule' | 'check' | 'waiver' | 'scope' | 'key'
  name: string
  /** In words: "added, as an error", "wider: may now change `docs/**`". */
  change: string
}

const SCOPES = ['write', 'protect', 'deny', 'hide'] as const
/** Compared by their parts below. */
const APART = ['version', 'invariants', 'checks', 'waivers', 'scope']

/** What a new version of the rules changes; `before` is null when there were none. Order: rules, scope, the rest. */
export function compareHarness(before: Harness | null, after: Harness): HarnessChange[] {
  return [
    ...compareNamed('rule', toMap(before?.invariants ?? [], 'id'), toMap(after.invariants, 'id')),
    ...compareScope(before?.scope ?? { write: [], protect: [], deny: [], hide: [] }, after.scope),
    ...compareNamed('check', toMap(before?.checks ?? [], 'name'), toMap(after.checks, 'name')),
    ...compareNamed('waiver', waivers(before), waivers(after)),
    ...compareKeys(before ?? defaultHarness(), after),
  ]
}

type Named = Record<string, unknown> & { level?: string }

function toMap<Key extends string>(list: readonly Record<Key, string>[], key: Key): Map<string, Named> {
  return new Map(list.map((one) => [one[key], one]))
}

function waivers(harness: Harness | null): Map<string, Named> {
  return new Map((harness?.waivers ?? []).map((one) => [`${one.rule} in ${one.paths.join(', ')}`, one]))
}

function compareNamed(
  what: HarnessChange['what'],
  before: Map<string, Named>,
  after: Map<string, Named>,
): HarnessChange[] {
  const kept = [...after].flatMap(([name, now]): HarnessChange[] => {
    const old = before.get(name)
    if (old === undefined)
      return [{ what, name, change: `added${now.level === undefined ? '' : `, level ${now.level}`}` }]
    const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
      (key) => !same(old[key], now[key]),
    )
    if (keys.length === 0) return []
    const words = keys.map((key) => (key === 'level' ? `level ${old.level} → ${now.level}` : codeSpan(key)))
    return [{ what, name, change: `changed: ${words.join(', ')}` }]
  })
  const gone = [...before.keys()].filter((name) => !after.has(name))
  return [...kept, ...gone.map((name) => ({ what, name, change: 'removed' }))]
}

function compareScope(before: Harness['scope'], after: Harness['scope']): HarnessChange[] {
  return SCOPES.flatMap((name): HarnessChange[] => {
    const [old, now] = [before[name], after[name]]
    if (same(old, now)) return []
    const added = now.filter((glob) => !old.includes(glob))
    const removed = old.filter((glob) => !now.includes(glob))
    const parts = [
      added.length > 0 ? `adds ${spans(added)}` : '',
      removed.length > 0 ? `takes away ${spans(removed)}` : '',
      added.length + removed.length === 0 ? 'another order, in which the last match decides' : '',
    ].filter(Boolean)
    return [
      {
        what: 'scope',
        name,
        change: `${direction(name, { old, now, added, removed })}: ${parts.join('; ')}`,
      },
    ]
  })
}

type Globs = Record<'old' | 'now' | 'added' | 'removed', string[]>

/** A glob that begins with ! takes back, so it works the other way round. */
function direction(name: (typeof SCOPES)[number], { old, now, added, removed }: Globs): string {
  const more = added.some((glob) => !glob.startsWith('!')) || removed.some((glob) => glob.startsWith('!'))
  const less = removed.some((glob) => !glob.startsWith('!')) || added.some((glob) => glob.startsWith('!'))
  if (name === 'write') {
    // An empty list allows everything.
    if (old.length === 0) return 'narrower'
    if (now.length === 0) return 'wider'
  }
  if (more === less) return 'different'
  return more === (name === 'write') ? 'wider' : 'narrower'
}

function compareKeys(before: Harness, after: Harness): HarnessChange[] {
  const keys = Object.keys(after) as (keyof Harness)[]
  return keys
    .filter((key) => !APART.includes(key) && !same(before[key], after[key]))
    .map((key) => ({ what: 'key', name: key, change: 'changed' }))
}

function spans(globs: string[]): string {
  return globs.slice(0, 20).map(codeSpan).join(', ') + (globs.length > 20 ? ', …' : '')
}

/** Both were made by the same parser, so equal values are written in the same order. */
function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
