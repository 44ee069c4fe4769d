import type { Change } from '../../core/run/changes.ts'
import { type Once, unguarded } from '../effects/steps.ts'
import { findCommit } from './find-commit.ts'
import type { RepositoryClient } from './installation.ts'
import { readHead } from './read-base.ts'

export type Commit = {
  branch: string
  parent: string
  headline: string
  body: string
  changes: Change[]
  /** Git modes of the changed paths on the parent. */
  baseModes: ReadonlyMap<string, string>
  /** The branch is there now; the commit may still fail. */
  onBranch: () => void
}

export type Committed = { sha: string }

/**
 * One commit on a new branch, made by GitHub and hence signed. `createCommitOnBranch` knows no file modes, so a change
 * with an executable file goes through git's own objects.
 */
export async function commitChanges(
  client: RepositoryClient,
  commit: Commit,
  once: Once = unguarded,
): Promise<Committed> {
  if (!OWN.test(commit.branch))
    throw new Error(`The App makes no branch of the name ${JSON.stringify(commit.branch)}.`)
  const modes = commit.changes.some(
    (change) =>
      change.kind === 'write' &&
      (change.mode !== '100644' || (commit.baseModes.get(change.path) ?? '100644') !== '100644'),
  )
  return modes ? commitObjects(client, commit, once) : commitOnBranch(client, commit, once)
}

async function commitOnBranch(client: RepositoryClient, commit: Commit, once: Once): Promise<Committed> {
  const { branch, parent } = commit
  await once('branch', {
    async look() {
      const stands = (await readHead(client, branch)) === parent
      return stands || (await findCommit(client, commit)) !== null ? { sha: parent } : null
    },
    make: () => createBranch(client, branch, parent),
  })
  commit.onBranch()
  return once('commit', {
    look: () => findCommit(client, commit),
    make: () => createCommit(client, commit),
  })
}

async function createCommit(
  { octokit, at }: RepositoryClient,
  { branch, parent, headline, body, changes }: Commit,
): Promise<Committed> {
  const answer = await octokit.graphql<{ createCommitOnBranch: { commit: { oid: string } } }>(
    `mutation($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`,
    {
      input: {
        branch: { repositoryNameWithOwner: `${at.owner}/${at.repo}`, branchName: branch },
        // Compare and swap: nobody wrote to our branch in between.
        expectedHeadOid: parent,
        message: { headline, body },
        fileChanges: {
          additions: changes.flatMap((change) =>
            change.kind === 'write' ? [{ path: change.path, contents: change.content }] : [],
          ),
          deletions: changes.flatMap((change) => (change.kind === 'delete' ? [{ path: change.path }] : [])),
        },
      },
    },
  )
  return { sha: answer.createCommitOnBranch.commit.oid }
}

/** The branch comes last: objects that no branch leads to are nowhere, however often they are made. */
async function commitObjects(client: RepositoryClient, commit: Commit, once: Once): Promise<Committed> {
  const { octokit, at } = client
  const made = await once('commit', {
    look: () => findCommit(client, commit),
    async make() {
      const { data: parent } = await octokit.rest.git.getCommit({ ...at, commit_sha: commit.parent })
      const { data: tree } = await octokit.rest.git.createTree({
        ...at,
        base_tree: parent.tree.sha,
        tree: await Promise.all(commit.changes.map((change) => toEntry(client, change))),
      })
      const { data } = await octokit.rest.git.createCommit({
        ...at,
        message: `${commit.headline}\n\n${commit.body}`.trim(),
        tree: tree.sha,
        parents: [commit.parent],
      })
      return createBranch(client, commit.branch, data.sha)
    },
  })
  commit.onBranch()
  return made
}

type TreeEntry = { path: string; mode: '100644' | '100755'; type: 'blob' } & (
  | { content: string }
  | { sha: string | null }
)

/** Text travels in the tree itself; bytes that are no text become a blob first. */
async function toEntry({ octokit, at }: RepositoryClient, change: Change): Promise<TreeEntry> {
  if (change.kind === 'delete') return { path: change.path, mode: '100644', type: 'blob', sha: null }
  const entry = { path: change.path, mode: change.mode, type: 'blob' as const }
  const bytes = Buffer.from(change.content, 'base64')
  const text = bytes.toString('utf8')
  if (Buffer.from(text, 'utf8').equals(bytes)) return { ...entry, content: text }
  const { data } = await octokit.rest.git.createBlob({ ...at, content: change.content, encoding: 'base64' })
  return { ...entry, sha: data.sha }
}

/** The only names of branches the App makes: whatever a run says, no other branch is written to. */
const OWN = /^reins\/issue-[1-9]\d{0,15}-[0-9a-z]{4}$/

/** Never moves a branch: a name that is taken is GitHub's 422, and ends the publishing. */
async function createBranch(
  { octokit, at }: RepositoryClient,
  branch: string,
  sha: string,
): Promise<Committed> {
  await octokit.rest.git.createRef({ ...at, ref: `refs/heads/${branch}`, sha })
  return { sha }
}
