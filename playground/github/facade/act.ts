import type { Files, Playground } from '../../types.ts'
import { addComment, editComment } from '../acts/comment.ts'
import { identityOf } from '../acts/commit-on-branch.ts'
import { createRepository } from '../acts/create-repository.ts'
import { uninstallApp } from '../acts/install.ts'
import { addLabels, assign, editIssue, openIssue, setIssueState } from '../acts/issue.ts'
import { refMoved } from '../acts/ref-moved.ts'
import { createReview } from '../acts/review.ts'
import { cancelRun } from '../acts/workflow-run.ts'
import { commitFiles, type FileChange, moveRef } from '../git/commit-files.ts'
import { localBranch } from '../git/local-branch.ts'
import { readRef, resolveCommit, ZERO } from '../git/resolve.ts'
import { entryAt } from '../git/tree.ts'
import { Refusal } from '../http/refusal.ts'
import { isPull } from '../views/pull-request.ts'
import { ensureAccount } from '../world/account.ts'
import type { Actor } from '../world/app.ts'
import type { IssueComment } from '../world/issue.ts'
import { fullName, type Repository, theRepository } from '../world/repository.ts'
import { nextId, type World } from '../world/world.ts'

type Acts = Pick<
  Playground,
  | 'user'
  | 'repository'
  | 'forget'
  | 'organization'
  | 'importRepository'
  | 'fork'
  | 'uninstall'
  | 'commit'
  | 'tag'
  | 'permit'
  | 'openIssue'
  | 'comment'
  | 'review'
  | 'editComment'
  | 'editIssue'
  | 'label'
  | 'assign'
  | 'closeIssue'
  | 'cancelRun'
>

/** What people do on GitHub, without their browser. Who is named for the first time gets an account. */
export function actOn(world: World): Acts {
  const person = (login: string): Actor => ({ account: ensureAccount(world, login), app: null })
  return {
    user: (login) => {
      ensureAccount(world, login, 'User')
    },
    forget: (login) => {
      world.accounts.delete(login.toLowerCase())
    },
    organization: (login, teams = {}) => {
      const account = ensureAccount(world, login, 'Organization')
      account.type = 'Organization'
      for (const [slug, team] of Object.entries(teams)) {
        const { members, parent = null } = Array.isArray(team) ? { members: team } : team
        const logins = new Set(members.map((member) => member.toLowerCase()))
        account.teams.set(slug, { id: nextId(world), slug, members: logins, parent })
        for (const member of members) ensureAccount(world, member)
      }
    },
    repository: async (owner, name, files, options = {}) => {
      const repository = await createRepository(world, {
        owner: ensureAccount(world, owner),
        name,
        private: options.private ?? false,
        from: { files: toChanges(files) },
      })
      return headOf(repository)
    },
    importRepository: async (owner, name, path) => {
      const defaultBranch = await localBranch(path)
      const repository = await createRepository(world, {
        owner: ensureAccount(world, owner),
        name,
        private: false,
        from: { path, defaultBranch },
      })
      return headOf(repository)
    },
    fork: async (name, owner) => {
      const parent = theRepository(world, name)
      const from = { path: parent.folder, defaultBranch: parent.defaultBranch }
      const account = ensureAccount(world, owner)
      const fork = { owner: account, name: parent.name, private: parent.private, parent, from }
      return fullName(await createRepository(world, fork))
    },
    uninstall: async (id, names) => {
      const installation = world.installations.get(id)
      if (!installation) throw new Error(`playground: there is no installation ${id}.`)
      const repositories = names.map((one) => theRepository(world, one))
      uninstallApp(world, { installation, repositories, actor: { account: installation.account, app: null } })
    },
    commit: (name, commit) =>
      commitAs(world, theRepository(world, name), { ...commit, by: person(commit.actor) }),
    tag: async (name, tag, sha) => {
      const repository = theRepository(world, name)
      const ref = `refs/tags/${tag}`
      const before = (await readRef(repository.git, ref))?.sha ?? null
      if (!(await moveRef(repository.git, ref, { from: before, to: sha })))
        throw new Error(`playground: ${name} cannot have the tag ${tag} at ${sha}.`)
      const actor = { account: repository.owner, app: null }
      await refMoved(world, repository, { ref, before: before ?? ZERO, after: sha, actor })
    },
    permit: (name, login, permission) => {
      theRepository(world, name).permissions.set(ensureAccount(world, login).id, permission)
    },
    openIssue: async (name, { title, body, actor, labels = [] }) => {
      const given = { title, body, labels, assignees: [], actor: person(actor) }
      return openIssue(world, theRepository(world, name), given).number
    },
    comment: async (name, number, { body, actor }) => {
      const repository = theRepository(world, name)
      const issue = theIssue(repository, number)
      return addComment(world, repository, { issue, body, actor: person(actor) }).id
    },
    review: async (name, number, { event, body = '', actor }) => {
      const repository = theRepository(world, name)
      const issue = theIssue(repository, number)
      if (!isPull(issue)) throw new Error(`playground: ${name} has no pull request #${number}.`)
      const given = { issue, event, body, commitId: undefined, comments: [], actor: person(actor) }
      try {
        return { kind: 'submitted', id: (await createReview(world, repository, given)).id }
      } catch (error) {
        if (error instanceof Refusal) return { kind: 'refused', why: toSentence(error) }
        throw error
      }
    },
    editComment: async (name, id, { body, actor }) => {
      const repository = theRepository(world, name)
      const comment = theComment(repository, id)
      editComment(world, repository, { comment, body, actor: person(actor) })
    },
    editIssue: async (name, number, { title, body, actor }) => {
      const repository = theRepository(world, name)
      const issue = theIssue(repository, number)
      editIssue(world, repository, { issue, title, body, actor: person(actor) })
    },
    label: async (name, number, { name: label, actor }) => {
      const repository = theRepository(world, name)
      const issue = theIssue(repository, number)
      addLabels(world, repository, { issue, names: [label], actor: person(actor) })
    },
    assign: async (name, number, { login, actor }) => {
      const repository = theRepository(world, name)
      const issue = theIssue(repository, number)
      assign(world, repository, { issue, accounts: [ensureAccount(world, login)], actor: person(actor) })
    },
    closeIssue: async (name, number, actor) => {
      const repository = theRepository(world, name)
      const issue = theIssue(repository, number)
      setIssueState(world, repository, { issue, state: 'closed', actor: person(actor) })
    },
    cancelRun: async (name, id) => {
      const repository = theRepository(world, name)
      const run = repository.workflowRuns.get(id)
      if (!run) throw new Error(`playground: ${name} has no workflow run ${id}.`)
      cancelRun(world, repository, run)
    },
  }
}

async function commitAs(
  world: World,
  repository: Repository,
  given: { branch?: string; message: string; files: Record<string, string | null>; by: Actor },
): Promise<string> {
  const { branch = repository.defaultBranch, message, files, by } = given
  const ref = `refs/heads/${branch}`
  const before = await resolveCommit(repository.git, ref)
  // A branch that is not there yet starts at the default one.
  const parent = before ?? (await headOf(repository))
  const changes: FileChange[] = []
  for (const [path, content] of Object.entries(files)) {
    const mode = (await entryAt(repository.git, parent, path))?.mode === '100755' ? '100755' : '100644'
    changes.push(content === null ? { path, content } : { path, content: Buffer.from(content), mode })
  }
  const author = identityOf(world, by)
  const sha = await commitFiles(repository.git, { parent, message, author, committer: author, changes })
  if (!(await moveRef(repository.git, ref, { from: before, to: sha })))
    throw new Error(`playground: ${branch} of ${fullName(repository)} moved meanwhile.`)
  await refMoved(world, repository, { ref, before: before ?? ZERO, after: sha, actor: by })
  return sha
}

function toChanges(files: Files): FileChange[] {
  return Object.entries(files).map(([path, file]) =>
    typeof file === 'string'
      ? { path, content: Buffer.from(file), mode: '100644' }
      : { path, content: Buffer.from(file.content), mode: file.mode },
  )
}

async function headOf(repository: Repository): Promise<string> {
  const sha = await resolveCommit(repository.git, `refs/heads/${repository.defaultBranch}`)
  if (!sha)
    throw new Error(`playground: ${fullName(repository)} has no commit on ${repository.defaultBranch}.`)
  return sha
}

/** The first plain text of GitHub's list, else the name of the whole refusal. */
function toSentence({ body }: Refusal): string {
  const [first] = Array.isArray(body.errors) ? body.errors : []
  return typeof first === 'string' ? first : String(body.message)
}

function theIssue(repository: Repository, number: number) {
  const issue = repository.issues.get(number)
  if (!issue) throw new Error(`playground: ${fullName(repository)} has no issue #${number}.`)
  return issue
}

function theComment(repository: Repository, id: number): IssueComment {
  const comment = repository.comments.get(id)
  if (!comment) throw new Error(`playground: ${fullName(repository)} has no comment ${id}.`)
  return comment
}
