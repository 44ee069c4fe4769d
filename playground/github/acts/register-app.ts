import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import type { PlaygroundApp } from '../../interface/app-acts.ts'
import { allows } from '../http/needs.ts'
import { EVENT_NEEDS } from '../webhooks/event-needs.ts'
import { ensureAccount } from '../world/account.ts'
import { nextId, timestamp, type World } from '../world/world.ts'

/** @throws when the App subscribes to an event that is unknown or that its permissions do not show it, as GitHub refuses. */
export function registerApp(
  world: World,
  given: {
    slug: string
    permissions: Record<string, 'read' | 'write'>
    events: string[]
    webhookUrl: string
    privateKey?: string
  },
): PlaygroundApp {
  const { slug, permissions, events, webhookUrl } = given
  for (const event of events) {
    const needs = EVENT_NEEDS[event]
    if (needs === undefined) throw new Error(`playground: the event ${event} is not supported.`)
    if (!allows(permissions, needs))
      throw new Error(`playground: the event ${event} needs the permission ${needs}.`)
  }
  const privateKey = given.privateKey ?? makeKey()
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
  const id = nextId(world)
  const webhookSecret = randomBytes(24).toString('hex')
  world.apps.set(id, {
    id,
    clientId: `Iv23li${randomBytes(7).toString('hex')}`,
    slug,
    owner: ensureAccount(world, `${slug}-dev`, 'Organization'),
    bot: ensureAccount(world, `${slug}[bot]`, 'Bot'),
    publicKey,
    permissions,
    events,
    webhook: { id: nextId(world), url: webhookUrl, secret: webhookSecret },
    createdAt: timestamp(world),
  })
  return { id, slug, privateKey, webhookSecret }
}

function makeKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}
