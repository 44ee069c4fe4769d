import type { PlaygroundEvent } from '../../interface/event.ts'
import type { RunnerStart } from '../../interface/runner.ts'
import type { SeenRequest } from '../../interface/seen-request.ts'
import type { Usage } from '../http/usage.ts'
import type { RateLimits } from '../limits.ts'
import type { IdTokenGrant, SigningKey } from '../oidc/id-token.ts'
import type { Account } from './account.ts'
import type { App, Delivery, Installation } from './app.ts'
import type { Repository } from './repository.ts'
import type { Token } from './token.ts'

/** Everything the local GitHub knows. Git data alone is on disk, below `folder`. */
export type World = {
  folder: string
  urls: Urls
  settings: Settings
  accounts: Map<string, Account>
  repositories: Map<number, Repository>
  apps: Map<number, App>
  installations: Map<number, Installation>
  tokens: Map<string, Token>
  /** What was asked for, by whom: an installation, an App, a person, a repository's jobs. */
  usage: Map<string, Usage>
  /** By the request token of a job. */
  idTokenGrants: Map<string, IdTokenGrant>
  signingKey: Promise<SigningKey> | null
  deliveries: Delivery[]
  requests: SeenRequest[]
  events: PlaygroundEvent[]
  listeners: Set<(event: PlaygroundEvent) => void>
  /** What `settled` waits for: deliveries and workflow runs. */
  underWay: Set<Promise<unknown>>
  /** Webhooks on their way out, in order. */
  outbox: Promise<void>
  closing: AbortController
  lastId: number
}

export type Urls = { html: string; api: string; graphql: string; issuer: string }

export type Settings = {
  runner: RunnerStart | null
  now: () => number
  /** Milliseconds a webhook may take to be answered. */
  webhookTimeout: number
  /** Draft pull requests in private repositories need a paid plan on GitHub. */
  draftsInPrivate: boolean
  rateLimits: RateLimits
}

/** @param firstId Ids begin behind it. */
export function createWorld(folder: string, settings: Settings, firstId = 1000): World {
  return {
    folder,
    settings,
    urls: { html: '', api: '', graphql: '', issuer: '' },
    accounts: new Map(),
    repositories: new Map(),
    apps: new Map(),
    installations: new Map(),
    tokens: new Map(),
    usage: new Map(),
    idTokenGrants: new Map(),
    signingKey: null,
    deliveries: [],
    requests: [],
    events: [],
    listeners: new Set(),
    underWay: new Set(),
    outbox: Promise.resolve(),
    closing: new AbortController(),
    lastId: firstId,
  }
}

/** One counter for everything: no id is ever mistaken for one of another kind. */
export function nextId(world: World): number {
  world.lastId += 1
  return world.lastId
}

/** GitHub's format: ISO 8601 in whole seconds. */
export function timestamp(world: World): string {
  return toTimestamp(world.settings.now())
}

export function toTimestamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}

/** An event without its time, any member of the union. */
export type Happening = PlaygroundEvent extends infer E ? (E extends unknown ? Omit<E, 'at'> : never) : never

export function tell(world: World, happening: Happening): void {
  const event = { at: new Date(world.settings.now()).toISOString(), ...happening } as PlaygroundEvent
  world.events.push(event)
  for (const listener of world.listeners) listener(event)
}

/** Counts work as under way until it ends. The work must not reject: nobody would hear it. */
export function track(world: World, work: Promise<void>): void {
  const entry = work.finally(() => world.underWay.delete(entry))
  world.underWay.add(entry)
}

export async function settled(world: World): Promise<void> {
  while (world.underWay.size > 0) await Promise.all(world.underWay)
}
