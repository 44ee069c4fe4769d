import type { Permission } from '../../../core/harness/harness.ts'
import type { Git } from '../git/git.ts'
import type { Account } from './account.ts'
import type { CheckRun, CheckSuite } from './check.ts'
import type { Issue, IssueComment, Label } from './issue.ts'
import type { Review, ReviewComment } from './pull-request.ts'
import type { Workflow, WorkflowRun } from './workflow-run.ts'
import type { World } from './world.ts'

export type Repository = {
  id: number
  owner: Account
  name: string
  private: boolean
  /** What it was forked from. */
  parent: Repository | null
  description: string | null
  defaultBranch: string
  createdAt: string
  updatedAt: string
  pushedAt: string
  /** Runs git in the bare repository. */
  git: Git
  folder: string
  /** By account id; who is not here has what a stranger has. */
  permissions: Map<number, Permission>
  /** Commits GitHub made and signed itself. */
  signed: Set<string>
  lastNumber: number
  issues: Map<number, Issue>
  comments: Map<number, IssueComment>
  labels: Map<string, Label>
  reviews: Map<number, Review>
  reviewComments: Map<number, ReviewComment>
  checkSuites: Map<number, CheckSuite>
  checkRuns: Map<number, CheckRun>
  workflows: Map<string, Workflow>
  workflowRuns: Map<number, WorkflowRun>
}

export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`
}

/** Names are case-insensitive. @returns null when there is none. */
export function findRepository(world: World, owner: string, name: string): Repository | null {
  const wanted = `${owner}/${name}`.toLowerCase()
  return [...world.repositories.values()].find((one) => fullName(one).toLowerCase() === wanted) ?? null
}

/** For the playground's own calls, where a wrong name is a mistake in the story. */
export function theRepository(world: World, name: string): Repository {
  const [owner = '', repo = ''] = name.split('/')
  const repository = findRepository(world, owner, repo)
  if (!repository) throw new Error(`playground: there is no repository ${name}.`)
  return repository
}

/** What somebody may do here, teams not counted. A stranger reads what is public. */
export function permissionOf(repository: Repository, account: Account): Permission {
  if (account.id === repository.owner.id) return 'admin'
  const given = repository.permissions.get(account.id) ?? 'none'
  return given === 'none' && !repository.private ? 'read' : given
}

/** Issues and pull requests, newest first. */
export function issuesOf(repository: Repository): Issue[] {
  return [...repository.issues.values()].reverse()
}

export function findRepositoryById(world: World, id: number | null): Repository | null {
  return id === null ? null : (world.repositories.get(id) ?? null)
}
