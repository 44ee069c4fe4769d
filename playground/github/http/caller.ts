import type { Actor, App, Permissions } from '../world/app.ts'
import type { Token } from '../world/token.ts'

/** Who sent a request. */
export type Caller = Token | { kind: 'app'; app: App } | { kind: 'anonymous' }

/** As `requests()` names them: the login that acts; an App with its JWT by its slug. */
export function callerName(caller: Caller): string {
  if (caller.kind === 'anonymous') return 'anonymous'
  return caller.kind === 'app' ? caller.app.slug : caller.account.login
}

/** What the caller's token may do; null for people, whose role counts. */
export function grantedPermissions(caller: Caller): Permissions | null {
  return caller.kind === 'installation' || caller.kind === 'job' ? caller.permissions : null
}

/** @returns who writes, or null for a caller that cannot. */
export function toActor(caller: Caller): Actor | null {
  if (caller.kind === 'anonymous' || caller.kind === 'app') return null
  return { account: caller.account, app: caller.kind === 'user' ? null : caller.app }
}
