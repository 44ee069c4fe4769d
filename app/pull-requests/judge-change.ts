import type { Harness } from '../../core/harness/harness.ts'
import type { RepositoryClient } from '../github/installation.ts'
import type { Judge } from '../judging/tasks.ts'
import type { JudgedChange } from './apply-to-change.ts'
import type { PullRequestChange } from './read-change.ts'
import { readMore } from './read-more.ts'
import type { TextCache } from './text-cache.ts'

/** Unchanged files that are read for rules which look beyond the change (cycles), in so many rounds. */
const MORE = { rounds: 2, files: 100, bytes: 4 * 1024 * 1024 }

type Judging = {
  judge: Judge
  change: PullRequestChange
  harness: Harness
  today: string
  repository: number
  cache: TextCache
}

/**
 * Applies the rules to a pull request, reading what they ask for, in bounds: the rest stays `unread`.
 * @throws Unjudged, or when GitHub does not answer.
 */
export async function judgeChange(
  client: RepositoryClient,
  { judge, change, harness, today, repository, cache }: Judging,
): Promise<JudgedChange> {
  const { files, notRead, unlisted, tree, manifests } = change
  const texts = new Map(manifests)
  const given = {
    ...{ files, notRead, unlisted, harness, today, texts },
    byAgent: change.author.isThisApp,
    paths: [...tree.entries.keys()].join('\0'),
    pathsCut: tree.truncated,
  }
  for (let round = 0; ; round++) {
    const judged = await judge('change', given)
    const { unread } = judged.result
    if (round === MORE.rounds || unread.length === 0) return judged
    const most = { files: MORE.files, bytes: MORE.bytes }
    const read = await readMore(client, cache, { repository, tree, paths: unread, most })
    if (read.size === 0) return judged
    for (const [path, text] of read) texts.set(path, text)
  }
}
