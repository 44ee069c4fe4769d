import { loadAll } from 'js-yaml'
import { parse } from 'smol-toml'
import { blankJsonc } from './blank-jsonc.ts'

/** Parsed text of unknown shape, and ways to look into it that never throw and never see inherited properties. */

export type Parsed = { value: unknown } | null

export function parseJson(text: string): Parsed {
  return attempt(() => JSON.parse(text.replace(/^\ufeff/, '')))
}

/** JSON with comments and commas at the end. */
export function parseJsonc(text: string): Parsed {
  return parseJson(blankJsonc(text))
}

export function parseToml(text: string): Parsed {
  return attempt(() => parse(text.replace(/^\ufeff/, ''), { maxDepth: 100, integersAsBigInt: 'asNeeded' }))
}

/** Of several documents, a list of their values. */
export function parseYamlDocuments(text: string): { value: unknown[] } | null {
  const read = attempt(() => loadAll(text, { maxDepth: 100 }))
  return read && Array.isArray(read.value) ? { value: read.value } : null
}

/** What own property a path of keys leads to; undefined when there is none. */
export function at(value: unknown, ...keys: string[]): unknown {
  let current = value
  for (const key of keys) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined
    current = Reflect.get(current, key)
  }
  return current
}

/** Own keys and values of a table; nothing for lists and all else. */
export function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** The parsers' own errors differ, and a hostile text may bring about any: none says more than that it could not be read. */
function attempt(parseText: () => unknown): Parsed {
  try {
    return { value: parseText() }
  } catch {
    return null
  }
}
