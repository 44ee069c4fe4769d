import type { ChangeKind } from '../../core/rules/kinds/change-kind.ts'
import type { RepositoryClient } from '../github/installation.ts'
import type { Judge } from '../judging/tasks.ts'
import type { PullRequestChange } from '../pull-requests/read-change.ts'
import { readMore } from '../pull-requests/read-more.ts'
import type { TextCache } from '../pull-requests/text-cache.ts'

/** Unchanged files that are read because they say what a change means (which files a package offers), in rounds. */
const MORE = { rounds: 3, files: 60, bytes: 2 * 1024 * 1024 }

type Asking = { judge: Judge; change: PullRequestChange; repository: number; cache: TextCache }

/** The kinds of a change, reading what finding them takes. @throws Unjudged, or when GitHub does not answer. */
export async function kindsOfChange(
  client: RepositoryClient,
  { judge, change: { files, tree }, repository, cache }: Asking,
): Promise<ChangeKind[]> {
  const texts = new Map<string, string | null>()
  const paths = [...tree.entries.keys()].join('\0')
  for (let round = 0; ; round++) {
    const { kinds, wanted } = await judge('kinds', { files, paths, texts })
    if (wanted.length === 0 || round === MORE.rounds) return kinds
    const most = { files: MORE.files, bytes: MORE.bytes }
    const read = await readMore(client, cache, { repository, tree, paths: wanted, most })
    if (read.size === 0) return kinds
    for (const [path, text] of read) texts.set(path, text)
  }
}
