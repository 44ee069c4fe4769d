import type { Account } from './account.ts'

export type Level = 'read' | 'write'
export type Permissions = Record<string, Level>

export type App = {
  id: number
  clientId: string
  slug: string
  owner: Account
  bot: Account
  /** PEM, SPKI; null for GitHub's own Actions app, whose tokens are never asked for with a JWT. */
  publicKey: string | null
  permissions: Permissions
  events: string[]
  webhook: { id: number; url: string; secret: string } | null
  createdAt: string
}

export type Installation = {
  id: number
  app: App
  account: Account
  repositories: Set<number>
  permissions: Permissions
  events: string[]
  createdAt: string
  updatedAt: string
  suspendedAt: string | null
}

/** One attempt to deliver one webhook. A redelivery is a new one with the same GUID. */
export type Delivery = {
  id: number
  guid: string
  app: App
  installationId: number
  repositoryId: number | null
  event: string
  action: string | null
  redelivery: boolean
  deliveredAt: string
  /** Seconds. */
  duration: number
  status: string
  statusCode: number
  url: string
  request: { headers: Record<string, string>; payload: string }
  response: { headers: Record<string, string>; payload: string }
}

/** Who does something: an account, and the App it acts through. */
export type Actor = { account: Account; app: App | null }
