import { randomBytes } from 'node:crypto'
import type { Account } from './account.ts'
import type { App, Installation, Permissions } from './app.ts'
import type { Repository } from './repository.ts'
import { nextId, type World } from './world.ts'

/** What a bearer may do. */
export type Token =
  | {
      kind: 'installation'
      installation: Installation
      app: App
      account: Account
      permissions: Permissions
      repositories: Set<number>
      expiresAt: number
    }
  | {
      kind: 'job'
      app: App
      account: Account
      permissions: Permissions
      repository: Repository
      runId: number
    }
  | { kind: 'user'; account: Account }

/** Makes a token good from now on. @returns its text: `ghs_…` for Apps and jobs, `ghp_…` for people. */
export function mintToken(world: World, token: Token): string {
  const prefix = token.kind === 'user' ? 'ghp' : 'ghs'
  // The alphabet and length of GitHub's tokens; the counter keeps two of them apart whatever chance does.
  const random = randomBytes(48).toString('base64').replace(/[+/=]/g, '').slice(0, 30)
  const text = `${prefix}_${nextId(world).toString(36).padStart(6, '0')}${random}`
  world.tokens.set(text, token)
  return text
}
