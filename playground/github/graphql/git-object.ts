import { pullCommits } from '../git/pull-numbers.ts'
import { readCommit } from '../git/read-commits.ts'
import { objectById, resolveCommit } from '../git/resolve.ts'
import { entryAt, listTree, readBlob, type TreeEntry } from '../git/tree.ts'
import { commitView, verificationView } from '../views/commit.ts'
import { isPull, type Pull } from '../views/pull-request.ts'
import { repositoryHtmlUrl } from '../views/repository-urls.ts'
import { accountOfAddress } from '../world/account.ts'
import { nodeId } from '../world/node-id.ts'
import type { Repository } from '../world/repository.ts'
import { actorView } from './actor.ts'
import { connection } from './connection.ts'
import type { Fields, GraphqlContext } from './context.ts'

/** Text of blobs is cut here: https://docs.github.com/en/graphql/reference/objects#blob (isTruncated). */
const MAX_TEXT = 512 * 1024

/** What `expression` names: "main", "main:path", "<sha>", "<sha>:path". @returns null for nothing. */
export async function objectFields(
  context: GraphqlContext,
  repository: Repository,
  expression: string,
): Promise<Fields | null> {
  const colon = expression.indexOf(':')
  const name = colon === -1 ? expression : expression.slice(0, colon)
  const commit = await resolveCommit(repository.git, name)
  if (colon === -1)
    return commit ? commitFields(context, repository, commit) : bySha(context, repository, name)
  if (!commit) return null
  const entry = await entryAt(repository.git, commit, expression.slice(colon + 1).replace(/\/$/, ''))
  return entry && entryFields(context, repository, entry)
}

async function bySha(context: GraphqlContext, repository: Repository, sha: string): Promise<Fields | null> {
  const object = await objectById(repository.git, sha)
  if (object?.type !== 'blob' && object?.type !== 'tree') return null
  return entryFields(context, repository, { mode: '', path: '', ...object, type: object.type })
}

export async function commitFields(
  context: GraphqlContext,
  repository: Repository,
  sha: string,
): Promise<Fields> {
  const { world } = context
  const commit = await readCommit(repository.git, sha)
  const [headline = '', ...body] = commit.message.split('\n')
  const view = commitView(world, repository, commit)
  const person = (of: typeof commit.author): Fields => {
    const account = accountOfAddress(world, of.email)
    const user = account?.type === 'User' ? actorView(world, account) : null
    return { __typename: 'GitActor', name: of.name, email: of.email, date: of.date, user }
  }
  const { verified, reason, payload, signature } = verificationView(repository, commit)
  return {
    __typename: 'Commit',
    id: view.node_id,
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    message: commit.message,
    messageHeadline: headline,
    messageBody: body.join('\n').trim(),
    url: view.html_url,
    commitUrl: view.html_url,
    committedDate: commit.committer.date,
    authoredDate: commit.author.date,
    committedViaWeb: verified,
    author: person(commit.author),
    committer: person(commit.committer),
    tree: () => entryFields(context, repository, treeEntry(commit.tree)),
    // Of a commit that is not on the default branch: the open pull requests it is part of.
    associatedPullRequests: async (page: { first?: number }) => {
      const found: Pull[] = []
      for (const issue of repository.issues.values())
        if (isPull(issue) && (await pullCommits(repository, issue.pull)).includes(sha)) found.push(issue)
      return connection('PullRequest', found, (issue) => context.pullFields(context, { repository, issue }))(
        page,
      )
    },
    parents: connection('Commit', commit.parents, (parent) => commitFields(context, repository, parent)),
    signature: signature
      ? {
          __typename: 'GpgSignature',
          isValid: verified,
          state: reason.toUpperCase(),
          wasSignedByGitHub: verified,
          signature,
          payload: payload ?? '',
          email: commit.committer.email,
        }
      : null,
  }
}

function treeEntry(sha: string): TreeEntry {
  return { mode: '040000', type: 'tree', sha, size: null, path: '' }
}

async function entryFields(
  context: GraphqlContext,
  repository: Repository,
  entry: TreeEntry,
): Promise<Fields | null> {
  const { sha } = entry
  const shared = {
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    commitUrl: `${repositoryHtmlUrl(context.world, repository)}/commit/${sha}`,
  }
  if (entry.type === 'commit') return null
  if (entry.type === 'tree')
    return {
      __typename: 'Tree',
      id: nodeId('T', `${repository.id}:${sha}`),
      ...shared,
      entries: async () => {
        const entries = await listTree(repository.git, sha)
        return entries.map((one) => treeEntryFields(context, repository, { one, parent: entry.path }))
      },
    }
  const content = await readBlob(repository.git, sha)
  const isBinary = content.subarray(0, 8000).includes(0)
  const isTruncated = content.length > MAX_TEXT
  return {
    __typename: 'Blob',
    id: nodeId('B', `${repository.id}:${sha}`),
    ...shared,
    byteSize: content.length,
    isBinary,
    isTruncated,
    text: isBinary ? null : content.subarray(0, MAX_TEXT).toString(),
  }
}

function treeEntryFields(
  context: GraphqlContext,
  repository: Repository,
  { one, parent }: { one: TreeEntry; parent: string },
): Fields {
  return {
    __typename: 'TreeEntry',
    name: one.path,
    path: parent === '' ? one.path : `${parent}/${one.path}`,
    // GraphQL gives the mode as a number: 0o100644 is 33188.
    mode: Number.parseInt(one.mode, 8),
    type: one.type,
    oid: one.sha,
    size: one.size ?? 0,
    object: () => entryFields(context, repository, one),
  }
}
