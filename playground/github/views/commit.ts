import type { FileDiff } from '../git/diff.ts'
import type { GitCommit, GitPerson } from '../git/read-commits.ts'
import type { Schemas } from '../schemas.ts'
import { accountOfAddress } from '../world/account.ts'
import { nodeId } from '../world/node-id.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { repositoryApiUrl, repositoryHtmlUrl } from './repository-urls.ts'
import { userView } from './user.ts'

export function commitView(world: World, repository: Repository, commit: GitCommit) {
  const api = repositoryApiUrl(world, repository)
  const html = repositoryHtmlUrl(world, repository)
  const toUser = (person: GitPerson) => {
    const account = accountOfAddress(world, person.email)
    return account ? userView(world, account) : null
  }
  return {
    sha: commit.sha,
    node_id: nodeId('C', `${repository.id}:${commit.sha}`),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: verificationView(repository, commit),
    },
    url: `${api}/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    author: toUser(commit.author),
    committer: toUser(commit.committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
  } satisfies Schemas['commit']
}

/** As git data answers it. */
export function gitCommitView(
  world: World,
  repository: Repository,
  commit: GitCommit,
): Schemas['git-commit'] {
  const api = repositoryApiUrl(world, repository)
  const html = repositoryHtmlUrl(world, repository)
  return {
    sha: commit.sha,
    node_id: nodeId('C', `${repository.id}:${commit.sha}`),
    url: `${api}/git/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
    verification: verificationView(repository, commit),
  }
}

/** As webhooks and workflow runs carry the head commit. */
export function simpleCommitView(commit: GitCommit) {
  return {
    id: commit.sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: commit.author.date,
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  } satisfies Schemas['simple-commit']
}

export function verificationView(repository: Repository, commit: GitCommit) {
  const verified = repository.signed.has(commit.sha)
  return {
    verified,
    reason: verified ? 'valid' : commit.signature ? 'unknown_key' : 'unsigned',
    signature: verified
      ? '-----BEGIN PGP SIGNATURE-----\n\nplayground\n-----END PGP SIGNATURE-----\n'
      : commit.signature,
    payload: verified ? commit.message : null,
    verified_at: verified ? commit.committer.date : null,
  }
}

export function diffEntryView(
  world: World,
  repository: Repository,
  given: { file: FileDiff; ref: string },
): Schemas['diff-entry'] {
  const { file, ref } = given
  const path = file.path.split('/').map(encodeURIComponent).join('/')
  const html = repositoryHtmlUrl(world, repository)
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${ref}/${path}`,
    raw_url: `${html}/raw/${ref}/${path}`,
    contents_url: `${repositoryApiUrl(world, repository)}/contents/${path}?ref=${ref}`,
    ...(file.patch === null ? {} : { patch: file.patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  }
}
