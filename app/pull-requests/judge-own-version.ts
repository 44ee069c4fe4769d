import type { Harness } from '../../core/harness/harness.ts'
import type { OwnVersion } from '../../core/say/own-version.ts'
import { HARNESS_PATH, harnessIn, RULE_FILES } from '../commands/load-harness.ts'
import { type LoadParents, onlyKnown } from '../commands/load-parents.ts'
import type { RepositoryClient } from '../github/installation.ts'
import type { Judge } from '../judging/tasks.ts'
import type { CommitFile } from './commit-files.ts'
import { countHits } from './count-hits.ts'
import type { PullRequestChange } from './read-change.ts'
import type { TextCache } from './text-cache.ts'

type Judging = {
  judge: Judge
  change: PullRequestChange
  /** Files of the head, the rules among them. */
  headFiles: ReadonlyMap<string, CommitFile>
  /** The rules of the base; null when it has none, or they are broken. */
  base: Harness | null
  parents: LoadParents
  today: string
  repository: number
  cache: TextCache
}

/** The rules file as a pull request leaves it: what is wrong with it, or what it changes. Null: it leaves it alone. */
export async function judgeOwnVersion(
  client: RepositoryClient,
  { change, headFiles, base, parents, ...judging }: Judging,
): Promise<OwnVersion | null> {
  const path = HARNESS_PATH
  const touched = change.files.some((file) =>
    RULE_FILES.some((one) => file.path === one || file.renamedFrom === one),
  )
  if (!touched) return null
  // What a stranger's file extends is not read for them; the base's own parents are no secret.
  const asked = change.fork ? onlyKnown(parents, base?.extends ?? []) : parents
  const loaded = await harnessIn(headFiles, { parents: asked, judge: judging.judge })
  if (loaded === null) return { kind: 'deleted', path }
  if (loaded.kind === 'broken') return { kind: 'broken', path: loaded.path, problems: loaded.problems }
  const { tree } = change
  const counted = await countHits(client, { ...judging, base, tree, harness: loaded.harness })
  return { kind: 'valid', path, ...counted }
}
