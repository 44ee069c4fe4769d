import { WorkflowProblem } from '../workflow-problem.ts'
import type { PermissionsKey } from './schema.ts'

export type Access = 'read' | 'write'
export type Permissions = Record<string, Access>

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions */
const SCOPES = [
  'actions',
  'artifact-metadata',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'repository-projects',
  'security-events',
  'statuses',
]
/** What a token has when no workflow says anything: the restricted setting, the default of new repositories. */
export const DEFAULT_PERMISSIONS: Permissions = { contents: 'read', packages: 'read' }

/** Once one scope is named, the others are none. @returns null when the key is not there. */
export function readPermissions(key: PermissionsKey | undefined, where: string): Permissions | null {
  if (key === undefined) return null
  if (key === 'read-all') return Object.fromEntries(SCOPES.map((scope) => [scope, 'read'] as const))
  if (key === 'write-all') return Object.fromEntries(SCOPES.map((scope) => [scope, 'write'] as const))
  const unknown = Object.keys(key).find((scope) => !SCOPES.includes(scope))
  if (unknown !== undefined)
    throw new WorkflowProblem(`${where}: '${unknown}' is no permission. Known: ${SCOPES.join(', ')}.`)
  return Object.fromEntries(
    Object.entries(key).filter((entry): entry is [string, Access] => entry[1] !== 'none'),
  )
}

/** A called workflow can only ask for what its caller has; asking for more stops the run before it starts. */
export function narrowPermissions(asked: Permissions, ceiling: Permissions, where: string): Permissions {
  const wider = Object.entries(asked).filter(
    ([scope, access]) => ceiling[scope] !== 'write' && ceiling[scope] !== access,
  )
  if (wider.length === 0) return asked
  const say = (permissions: [string, string][]) =>
    permissions.map(([scope, access]) => `${scope}: ${access}`).join(', ')
  const allowed = wider.map(([scope]): [string, string] => [scope, ceiling[scope] ?? 'none'])
  throw new WorkflowProblem(
    `${where} is requesting '${say(wider)}', but is only allowed '${say(allowed)}'. Give the calling job the permission, or ask for less.`,
  )
}

/** As the API names them: `pull_requests`, not `pull-requests`. The OIDC permission is no permission of the token. */
export function toTokenPermissions(permissions: Permissions): Permissions {
  const entries = Object.entries(permissions).filter(([scope]) => scope !== 'id-token')
  return {
    ...Object.fromEntries(entries.map(([scope, access]) => [scope.replaceAll('-', '_'), access])),
    metadata: 'read',
  }
}
