import type { Permission } from '../../../core/harness/harness.ts'
import type { Schemas } from '../schemas.ts'
import { nodeId } from '../world/node-id.ts'
import { fullName, type Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { repositoryUrls } from './repository-urls.ts'
import { userView } from './user.ts'

/** One view serves every place: the full repository holds all that the smaller shapes ask for. */
export function repositoryView(world: World, repository: Repository) {
  const open = [...repository.issues.values()].filter((issue) => issue.state === 'open').length
  return {
    id: repository.id,
    node_id: repositoryNodeId(repository),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
    owner: userView(world, repository.owner),
    description: repository.description,
    fork: repository.parent !== null,
    ...repositoryUrls(world, repository),
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    pushed_at: repository.pushedAt,
    homepage: null,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: false,
    disabled: false,
    open_issues_count: open,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [] as string[],
    visibility: repository.private ? ('private' as const) : ('public' as const),
    forks: 0,
    open_issues: open,
    watchers: 0,
    default_branch: repository.defaultBranch,
    custom_properties: {},
  } satisfies Schemas['repository'] & Schemas['minimal-repository']
}

/** What `GET /repos/{owner}/{repo}` says on top. */
export function fullRepositoryView(
  world: World,
  repository: Repository,
  permission: Permission,
): Schemas['full-repository'] {
  return {
    ...repositoryView(world, repository),
    permissions: permissionFlags(permission),
    allow_squash_merge: true,
    allow_merge_commit: true,
    allow_rebase_merge: true,
    allow_auto_merge: false,
    delete_branch_on_merge: false,
    allow_update_branch: false,
    network_count: 0,
    subscribers_count: 0,
    ...(repository.parent
      ? {
          parent: repositoryView(world, repository.parent),
          source: repositoryView(world, repository.parent),
        }
      : {}),
    ...(repository.owner.type === 'Organization' ? { organization: userView(world, repository.owner) } : {}),
  }
}

/** GitHub's five flags of a role. */
export function permissionFlags(permission: Permission) {
  const rank = ['none', 'read', 'triage', 'write', 'maintain', 'admin'].indexOf(permission)
  return { admin: rank >= 5, maintain: rank >= 4, push: rank >= 3, triage: rank >= 2, pull: rank >= 1 }
}

export function repositoryNodeId(repository: Repository): string {
  return nodeId('R', repository.id)
}
