import { PERMISSIONS, type Permission } from '../../core/harness/harness.ts'
import { retryAfter } from './budget/rate-limited.ts'
import type { RepositoryClient } from './installation.ts'

/** What GitHub says somebody may do; `unknown` when it did not say, which counts as nothing. */
export type KnownPermission = { permission: Permission; unknown: string | null }

/**
 * By the API only: `author_association` says nothing about permissions. A custom role counts as the standard role
 * GitHub maps it to. With the id of an account, only that one's: names change hands. https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
export async function readPermission(
  { octokit, at }: RepositoryClient,
  login: string,
  id?: number,
): Promise<KnownPermission> {
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username: login })
    if (id !== undefined && data.user?.id !== id) return { permission: 'none', unknown: null }
    const role = [data.role_name, data.permission].find(isPermission)
    return { permission: role ?? 'none', unknown: null }
  } catch (error) {
    // Not an answer about anybody.
    if (retryAfter(error) !== null) throw error
    const { status, message } = error as { status?: number; message: string }
    if (status === 404) return { permission: 'none', unknown: null }
    return { permission: 'none', unknown: status === undefined ? message : `GitHub answered ${status}` }
  }
}

function isPermission(name: string): name is Permission {
  return (PERMISSIONS as readonly string[]).includes(name)
}
