import type { ChangeKind } from '../../core/rules/kinds/change-kind.ts'
import { findChangeKinds } from '../../core/rules/kinds/find-change-kinds.ts'
import type { ReadText } from '../../core/rules/kinds/kind-context.ts'
import type { RepositoryClient } from '../github/installation.ts'
import type { PullRequestChange } from '../pull-requests/read-change.ts'
import { readMore } from '../pull-requests/read-more.ts'
import type { TextCache } from '../pull-requests/text-cache.ts'
import { treesOfChange } from '../pull-requests/trees-of-change.ts'

/** Unchanged files that are read because they say what a change means (which files a package offers), in rounds. */
const MORE = { rounds: 3, files: 60, bytes: 2 * 1024 * 1024 }

/** The kinds of a change, reading what finding them takes. @throws when GitHub does not answer. */
export async function kindsOfChange(
  client: RepositoryClient,
  { change, repository, cache }: { change: PullRequestChange; repository: number; cache: TextCache },
): Promise<ChangeKind[]> {
  const { now, before, learn } = treesOfChange(change)
  for (let round = 0; ; round++) {
    const wanted = new Set<string>()
    const noting =
      (read: ReadText): ReadText =>
      (path) => {
        const text = read(path)
        if (text === undefined) wanted.add(path)
        return text
      }
    const kinds = findChangeKinds(change.files, { read: noting(now.read), readBase: noting(before.read) })
    if (wanted.size === 0 || round === MORE.rounds) return kinds
    const most = { files: MORE.files, bytes: MORE.bytes }
    const texts = await readMore(client, cache, { repository, tree: change.tree, paths: [...wanted], most })
    if (texts.size === 0) return kinds
    learn(texts)
  }
}
