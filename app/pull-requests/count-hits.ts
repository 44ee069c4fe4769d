import type { HarnessChange } from '../../core/harness/compare-harness.ts'
import type { Harness } from '../../core/harness/harness.ts'
import { applyRules } from '../../core/rules/apply-rules.ts'
import { MAX_FINDINGS } from '../../core/rules/bound-findings.ts'
import { matchGlobs } from '../../core/rules/globs.ts'
import type { RuleHits } from '../../core/say/own-version.ts'
import type { RepositoryClient } from '../github/installation.ts'
import type { Tree } from '../github/read-tree.ts'
import { MOST_WORK } from './judge-change.ts'
import { readMore } from './read-more.ts'
import { syntaxFor } from './syntax-for.ts'
import type { TextCache } from './text-cache.ts'

/** Files in which places are counted: two calls. */
const MOST = { files: 200, bytes: 2 * 1024 * 1024 }
const MOST_RULES = 30

type Counting = {
  harness: Harness
  changes: readonly HarnessChange[]
  tree: Tree
  today: string
  repository: number
  cache: TextCache
}

/** A new or changed rule by itself, and the files it looks at. */
type Alone = { rule: string; harness: Harness; covers: (path: string) => boolean }

/** How many places of the repository as it is each new or changed rule would hit, in the first files it covers. */
export async function countHits(
  client: RepositoryClient,
  { harness, changes, tree, today, repository, cache }: Counting,
): Promise<{ hits: RuleHits[]; looked: number; covered: number }> {
  const { syntax, skip } = await syntaxFor(harness, tree.entries.keys())
  const rules = alone(harness, changes, skip).slice(0, MOST_RULES)
  const paths = [...tree.entries]
    .filter(([path, { mode }]) => mode.startsWith('100') && rules.some(({ covers }) => covers(path)))
    .map(([path]) => path)
  if (rules.length === 0 || paths.length === 0)
    return { hits: rules.map(({ rule }) => ({ rule, places: 0, atLeast: false })), looked: 0, covered: 0 }
  const texts = await readMore(client, cache, { repository, tree, paths, most: MOST })
  const files = [...texts].flatMap(([path, content]) =>
    content === null ? [] : [{ path, content, base: null }],
  )
  const known = new Map(files.map(({ path, content }) => [path, content]))
  const hits = rules.map(({ rule, harness: one, covers }) => {
    const own = files.filter(({ path }) => covers(path))
    const { findings } = applyRules({
      harness: one,
      files: own,
      changed: own.map(({ path }) => path),
      repository: { paths: new Set(tree.entries.keys()), read: (path) => known.get(path) },
      base: null,
      syntax,
      today,
      byAgent: false,
      skip,
      work: MOST_WORK / rules.length,
    })
    // What has no range stands for what was not looked at.
    const places = findings.filter(({ range }) => range !== null).length
    return { rule, places, atLeast: places < findings.length || places >= MAX_FINDINGS }
  })
  return { hits, looked: texts.size, covered: paths.length }
}

function alone(harness: Harness, changes: readonly HarnessChange[], skip: readonly string[]): Alone[] {
  const bare = { ...harness, invariants: [], layers: null, waivers: [] }
  const isNew = (what: HarnessChange['what'], name: string) =>
    changes.some((one) => one.what === what && one.name === name && one.change !== 'removed')
  const invariants = harness.invariants
    .filter(
      ({ engine, id }) =>
        (engine === 'regex' || engine === 'ast') && !skip.includes(engine) && isNew('rule', id),
    )
    .map(
      (rule): Alone => ({
        rule: rule.id,
        harness: { ...bare, invariants: [rule] },
        covers: (path) => rule.paths.length === 0 || matchGlobs(rule.paths, path),
      }),
    )
  const { layers } = harness
  if (layers === null || skip.includes('layers') || !isNew('key', 'layers')) return invariants
  const globs = [...layers.order.map(({ paths }) => paths), ...layers.deny.map(({ from }) => from)]
  const covers = (path: string) => globs.some((one) => matchGlobs(one, path))
  return [...invariants, { rule: 'layers', harness: { ...bare, layers }, covers }]
}
