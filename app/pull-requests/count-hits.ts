import type { HarnessChange } from '../../core/harness/compare-harness.ts'
import type { Harness } from '../../core/harness/harness.ts'
import type { RuleHits } from '../../core/say/own-version.ts'
import type { RepositoryClient } from '../github/installation.ts'
import type { Tree } from '../github/read-tree.ts'
import type { Judge } from '../judging/tasks.ts'
import { readMore } from './read-more.ts'
import type { TextCache } from './text-cache.ts'

/** Files in which places are counted: two calls. */
const MOST = { files: 200, bytes: 2 * 1024 * 1024 }

type Counting = {
  judge: Judge
  /** The rules of the base; null when it has none, or they are broken. */
  base: Harness | null
  harness: Harness
  tree: Tree
  today: string
  repository: number
  cache: TextCache
}

export type Counted = { changes: HarnessChange[]; hits: RuleHits[]; looked: number; covered: number }

/**
 * What a version of the rules changes, and how many places of the repository as it is each new or changed rule would
 * hit, in the first files it covers. @throws Unjudged, or when GitHub does not answer.
 */
export async function countHits(
  client: RepositoryClient,
  { judge, base, harness, tree, today, repository, cache }: Counting,
): Promise<Counted> {
  const all = [...tree.entries.keys()].join('\0')
  const regular = [...tree.entries].filter(([, { mode }]) => mode.startsWith('100')).map(([path]) => path)
  const compared = await judge('ownRules', { base, harness, paths: regular.join('\0') })
  const { changes, rules, paths, covered } = compared
  if (rules.length === 0 || paths.length === 0) {
    const hits = rules.map(({ rule }) => ({ rule, places: 0, atLeast: false }))
    return { changes, hits, looked: 0, covered: 0 }
  }
  const texts = await readMore(client, cache, { repository, tree, paths, most: MOST })
  const hits = await judge('hits', { harness, rules, paths: all, texts, today })
  return { changes, hits, looked: texts.size, covered }
}
