import type { Permission } from '../../../core/harness/harness.ts'
import type { Permissions } from '../world/app.ts'

/**
 * What a token needs, in the words of GitHub's `x-accepted-github-permissions`: alternatives parted by ";", each a list
 * parted by ",": "issues=write; pull_requests=write".
 */
export type Needs = string

export function allows(permissions: Permissions, needs: Needs): boolean {
  return needs.split(';').some((alternative) =>
    alternative.split(',').every((one) => {
      const [name = '', level] = one.trim().split('=')
      const given = name === 'metadata' ? 'read' : permissions[name]
      return given === 'write' || (given === 'read' && level === 'read')
    }),
  )
}

const ROLES: Permission[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin']

/** Whether a role is at least another. */
export function atLeast(role: Permission, wanted: Permission): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(wanted)
}
