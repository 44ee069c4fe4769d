import type { GitCommit, GitPerson } from '../git/read-commits.ts'
import { listCommits, readCommits } from '../git/read-commits.ts'
import { isAncestor, ZERO } from '../git/resolve.ts'
import { repositoryView } from '../views/repository.ts'
import { repositoryHtmlUrl } from '../views/repository-urls.ts'
import { accountOfAddress, noreplyAddress } from '../world/account.ts'
import type { Actor } from '../world/app.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'

export type RefMove = { ref: string; before: string; after: string; actor: Actor }

/** GitHub lists no more commits of one push. */
const MAX_COMMITS = 2048

/** The payload of `push`. */
export async function pushPayload(world: World, repository: Repository, move: RefMove) {
  const { ref, before, after, actor } = move
  const { git } = repository
  const [created, deleted] = [before === ZERO, after === ZERO]
  const range = created ? [after, '--not', `--exclude=${ref}`, '--branches'] : [after, `^${before}`]
  const shas = deleted ? [] : (await listCommits(git, range, MAX_COMMITS)).reverse()
  const commits = await toCommits(world, repository, shas)
  const head = deleted ? [] : await toCommits(world, repository, [after])
  const html = repositoryHtmlUrl(world, repository)
  const { login } = actor.account
  const toSeconds = (time: string) => Math.floor(Date.parse(time) / 1000)
  const view = repositoryView(world, repository)
  return {
    ref,
    before,
    after,
    repository: {
      ...view,
      owner: { ...view.owner, name: repository.owner.login, email: null },
      created_at: toSeconds(repository.createdAt),
      pushed_at: toSeconds(repository.pushedAt),
      stargazers: 0,
      master_branch: repository.defaultBranch,
      ...(repository.owner.type === 'Organization' ? { organization: repository.owner.login } : {}),
    },
    pusher: { name: login, email: noreplyAddress(actor.account) },
    created,
    deleted,
    forced: !created && !deleted && !(await isAncestor(git, before, after)),
    base_ref: null,
    compare: created
      ? `${html}/commit/${after.slice(0, 12)}`
      : `${html}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits,
    head_commit: head[0] ?? null,
  }
}

async function toCommits(world: World, repository: Repository, shas: string[]) {
  if (shas.length === 0) return []
  const commits = await readCommits(repository.git, shas)
  const touched = await touchedPaths(repository, shas)
  const html = repositoryHtmlUrl(world, repository)
  return commits.map((commit: GitCommit) => ({
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${html}/commit/${commit.sha}`,
    author: toPerson(world, commit.author),
    committer: toPerson(world, commit.committer),
    ...(touched.get(commit.sha) ?? { added: [], removed: [], modified: [] }),
  }))
}

function toPerson(world: World, { name, email, date }: GitPerson) {
  const account = accountOfAddress(world, email)
  return { name, email, date, ...(account ? { username: account.login } : {}) }
}

type Touched = { added: string[]; removed: string[]; modified: string[] }

async function touchedPaths(repository: Repository, shas: string[]): Promise<Map<string, Touched>> {
  const args = ['diff-tree', '--stdin', '-r', '--root', '--no-renames', '--name-status', '-z']
  const out = await repository.git.text(args, { input: `${shas.join('\n')}\n` })
  const touched = new Map<string, Touched>()
  const fields = out.split('\0')
  let current: Touched = { added: [], removed: [], modified: [] }
  for (let at = 0; at < fields.length; at += 1) {
    const field = (fields[at] ?? '').trim()
    if (/^[0-9a-f]{40}$/.test(field)) {
      current = { added: [], removed: [], modified: [] }
      touched.set(field, current)
    } else if (field !== '') {
      at += 1
      const list = field === 'A' ? current.added : field === 'D' ? current.removed : current.modified
      list.push(fields[at] ?? '')
    }
  }
  return touched
}
