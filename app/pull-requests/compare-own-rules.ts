import { compareHarness, type HarnessChange } from '../../core/harness/compare-harness.ts'
import type { Harness } from '../../core/harness/harness.ts'
import { matchGlobs } from '../../core/rules/globs.ts'
import { syntaxFor } from './syntax-for.ts'

const MOST_RULES = 30
/** Paths that are told; more are never read. */
const MOST_COVERED = 1_000

/** `paths`: regular files of the head, parted by NUL. */
export type TwoVersions = { base: Harness | null; harness: Harness; paths: string }

export type ComparedRules = {
  changes: HarnessChange[]
  /** New and changed rules, each by itself. */
  rules: AloneRule[]
  /** The first paths that any of them covers, and how many there are. */
  paths: string[]
  covered: number
}

/** A new or changed rule by itself, and the files it looks at; no globs: all. */
export type AloneRule = { rule: string; harness: Harness; globs: string[][] }

/** What a version of the rules changes against another, and where its new rules look. */
export async function compareOwnRules({ base, harness, paths }: TwoVersions): Promise<ComparedRules> {
  const changes = compareHarness(base, harness)
  const all = paths.split('\0').filter((path) => path !== '')
  const { skip } = await syntaxFor(harness, all)
  const rules = alone(harness, changes, skip).slice(0, MOST_RULES)
  const covered = all.filter((path) => rules.some((rule) => coversPath(rule, path)))
  return { changes, rules, paths: covered.slice(0, MOST_COVERED), covered: covered.length }
}

export function coversPath({ globs }: Pick<AloneRule, 'globs'>, path: string): boolean {
  return globs.length === 0 || globs.some((one) => matchGlobs(one, path))
}

function alone(harness: Harness, changes: readonly HarnessChange[], skip: readonly string[]): AloneRule[] {
  const bare = { ...harness, invariants: [], layers: null, waivers: [] }
  const isNew = (what: HarnessChange['what'], name: string) =>
    changes.some((one) => one.what === what && one.name === name && one.change !== 'removed')
  const invariants = harness.invariants
    .filter(
      ({ engine, id }) =>
        (engine === 'regex' || engine === 'ast') && !skip.includes(engine) && isNew('rule', id),
    )
    .map(
      (rule): AloneRule => ({
        rule: rule.id,
        harness: { ...bare, invariants: [rule] },
        globs: rule.paths.length === 0 ? [] : [rule.paths],
      }),
    )
  const { layers } = harness
  if (layers === null || skip.includes('layers') || !isNew('key', 'layers')) return invariants
  const globs = [...layers.order.map(({ paths }) => paths), ...layers.deny.map(({ from }) => from)]
  return [...invariants, { rule: 'layers', harness: { ...bare, layers }, globs }]
}
