import type { World } from '../world/world.ts'
import { appOfJwt } from './app-jwt.ts'
import type { Caller } from './caller.ts'
import { badCredentials } from './refusal.ts'

/**
 * Reads who a request is from: `Bearer`, `token`, or `Basic` with the token as password (as git sends it).
 * @throws Refusal 401 for a token nobody has, one that expired, and a JWT that does not hold.
 */
export async function authenticate(world: World, authorization: string | null): Promise<Caller> {
  if (authorization === null || authorization === '') return { kind: 'anonymous' }
  const secret = toSecret(authorization)
  if (secret === null) throw badCredentials()
  if (secret.split('.').length === 3) return { kind: 'app', app: await appOfJwt(world, secret) }
  const token = world.tokens.get(secret)
  if (!token) throw badCredentials()
  if (token.kind === 'installation' && token.expiresAt <= world.settings.now()) throw badCredentials()
  return token
}

function toSecret(authorization: string): string | null {
  const [, scheme = '', value = ''] = /^(\S+)\s+(\S+)$/.exec(authorization.trim()) ?? []
  if (/^(bearer|token)$/i.test(scheme)) return value
  if (!/^basic$/i.test(scheme)) return null
  const [user = '', ...password] = Buffer.from(value, 'base64').toString().split(':')
  // git sends the token as the password, some clients as the user with x-oauth-basic.
  const secret = password.join(':')
  return secret === '' || secret === 'x-oauth-basic' ? user : secret
}
