import type { ChangedFile } from '../../core/rules/kinds/change-kind.ts'
import { compareCommits, listChangedFiles, MOST_COMPARED } from '../github/compare-commits.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { readTree, type Tree } from '../github/read-tree.ts'
import { type PullRequestFacts, readPullRequest } from './read-pull-request.ts'
import { type NotRead, readTexts } from './read-texts.ts'

export type PullRequestChange = Omit<PullRequestFacts, 'open' | 'changedFiles' | 'updatedAt'> & {
  /** Where the head's history left the base branch; `before` texts are from here. */
  mergeBase: string
  files: ChangedFile[]
  /** Unified patch of each listed path as GitHub gives it, null when it gives none. */
  patches: ReadonlyMap<string, string | null>
  /** Changed files GitHub did not list. */
  unlisted: number
  /** Listed files whose text was not read although they may have one. */
  notRead: NotRead[]
  /** Everything at the head, as far as GitHub lists it. */
  tree: Tree
  /** Texts of unchanged manifests, those nearest to the root: what imports and dependencies mean. Null: no text. */
  manifests: ReadonlyMap<string, string | null>
}

/**
 * What a pull request changes, with the texts before and after: read through the API of the repository it asks to be
 * merged into, also when its own is gone. Three calls after the facts for an ordinary one; nothing of it is executed.
 * @throws when there is no such pull request or GitHub does not answer.
 */
export async function readChange(
  client: RepositoryClient,
  number: number,
  known?: PullRequestFacts,
): Promise<PullRequestChange> {
  const { open: _, updatedAt: __, changedFiles, ...facts } = known ?? (await readFacts(client, number))
  const { base, head } = facts
  const [comparison, tree] = await Promise.all([compareCommits(client, base, head), readTree(client, head)])
  const { mergeBase } = comparison
  const listed = changedFiles > MOST_COMPARED ? await listChangedFiles(client, number) : comparison.files
  const { files, notRead, manifests } = await readTexts(client, { listed, mergeBase, head, tree })
  return {
    ...facts,
    mergeBase,
    files,
    patches: new Map(listed.map(({ path, patch }) => [path, patch])),
    unlisted: changedFiles > MOST_COMPARED ? Math.max(0, changedFiles - listed.length) : 0,
    notRead,
    tree,
    manifests,
  }
}

async function readFacts(client: RepositoryClient, number: number): Promise<PullRequestFacts> {
  const read = await readPullRequest(client, { number, baseRef: 'main', files: [] })
  if (read === null) throw new Error(`There is no pull request #${number}, or its base branch is gone.`)
  return read.facts
}
