import type { Change } from '../../core/run/changes.ts'
import type { RepositoryClient } from './installation.ts'

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
export async function commitChanges(client: RepositoryClient, commit: Commit): Promise<Committed> {
  const modes = commit.changes.some(
    (change) =>
      change.kind === 'write' &&
      (change.mode !== '100644' || (commit.baseModes.get(change.path) ?? '100644') !== '100644'),
  )
  return modes ? commitObjects(client, commit) : commitOnBranch(client, commit)
}

async function commitOnBranch(client: RepositoryClient, commit: Commit): Promise<Committed> {
  const { octokit, at } = client
  await createBranch(client, commit, commit.parent)
  const answer = await octokit.graphql<{ createCommitOnBranch: { commit: { oid: string } } }>(
    `mutation($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`,
    {
      input: {
        branch: { repositoryNameWithOwner: `${at.owner}/${at.repo}`, branchName: commit.branch },
        // Compare and swap: nobody wrote to our branch in between.
        expectedHeadOid: commit.parent,
        message: { headline: commit.headline, body: commit.body },
        fileChanges: {
          additions: commit.changes.flatMap((change) =>
            change.kind === 'write' ? [{ path: change.path, contents: change.content }] : [],
          ),
          deletions: commit.changes.flatMap((change) =>
            change.kind === 'delete' ? [{ path: change.path }] : [],
          ),
        },
      },
    },
  )
  return { sha: answer.createCommitOnBranch.commit.oid }
}

async function commitObjects(client: RepositoryClient, commit: Commit): Promise<Committed> {
  const { octokit, at } = client
  const { data: parent } = await octokit.rest.git.getCommit({ ...at, commit_sha: commit.parent })
  const { data: tree } = await octokit.rest.git.createTree({
    ...at,
    base_tree: parent.tree.sha,
    tree: await Promise.all(commit.changes.map((change) => toEntry(client, change))),
  })
  const { data: made } = await octokit.rest.git.createCommit({
    ...at,
    message: `${commit.headline}\n\n${commit.body}`.trim(),
    tree: tree.sha,
    parents: [commit.parent],
  })
  await createBranch(client, commit, made.sha)
  return { sha: made.sha }
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
  { branch, onBranch }: Commit,
  sha: string,
): Promise<void> {
  if (!OWN.test(branch)) throw new Error(`The App makes no branch of the name ${JSON.stringify(branch)}.`)
  await octokit.rest.git.createRef({ ...at, ref: `refs/heads/${branch}`, sha })
  onBranch()
}
