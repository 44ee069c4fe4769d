import { randomUUID } from 'node:crypto'
import { allows } from '../http/needs.ts'
import { MAX_WEBHOOK_BYTES } from '../limits.ts'
import { organizationView } from '../views/organization.ts'
import { repositoryView } from '../views/repository.ts'
import { userView } from '../views/user.ts'
import type { Actor, App, Installation } from '../world/app.ts'
import { nodeId } from '../world/node-id.ts'
import type { Repository } from '../world/repository.ts'
import { track, type World } from '../world/world.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import { ALWAYS_SENT, EVENT_NEEDS } from './event-needs.ts'

export type Webhook = {
  event: string
  action: string | null
  repository: Repository | null
  actor: Actor
  /** What is particular to the event; the rest is added for each installation. Read from git first, if it must be. */
  payload: Payload | (() => Promise<Payload>)
  /** Only this App. */
  to?: App
}
type Payload = Record<string, unknown>

/** Sends an event to the Apps installed where it happened that subscribed to it and may see it. Returns at once. */
export function sendWebhook(world: World, webhook: Webhook): void {
  const receivers = [...world.installations.values()].filter((one) => concerns(one, webhook))
  if (receivers.length > 0) enqueue(world, receivers, webhook)
}

/** Sends to one installation: for events about the installation itself. */
export function sendToInstallation(world: World, installation: Installation, webhook: Webhook): void {
  enqueue(world, [installation], webhook)
}

/** Deliveries to a hook leave in the order of what happened; none waits for another one's answer. */
function enqueue(world: World, receivers: Installation[], webhook: Webhook): void {
  const guid = randomUUID()
  const before = world.outbox
  world.outbox = (async () => {
    await before
    const payload = typeof webhook.payload === 'function' ? await webhook.payload() : webhook.payload
    for (const installation of receivers) await sendTo(world, { installation, webhook, payload, guid })
  })()
  track(world, world.outbox)
}

function concerns(installation: Installation, { event, repository, to }: Webhook): boolean {
  if (to && installation.app !== to) return false
  if (installation.suspendedAt !== null) return false
  if (repository === null || !installation.repositories.has(repository.id)) return false
  const needs = EVENT_NEEDS[event] ?? 'metadata=read'
  return installation.events.includes(event) && allows(installation.permissions, needs)
}

async function sendTo(
  world: World,
  given: { installation: Installation; webhook: Webhook; payload: Payload; guid: string },
): Promise<void> {
  const { installation, webhook, guid } = given
  if (!installation.app.webhook) return
  const { event, action, repository, actor } = webhook
  const owner = repository?.owner ?? installation.account
  const payload = {
    ...(action === null ? {} : { action }),
    ...given.payload,
    ...(repository && !('repository' in given.payload)
      ? { repository: repositoryView(world, repository) }
      : {}),
    ...(owner.type === 'Organization' && !ALWAYS_SENT.has(event)
      ? { organization: organizationView(world, owner) }
      : {}),
    sender: userView(world, actor.account),
    ...('installation' in given.payload
      ? {}
      : { installation: { id: installation.id, node_id: nodeId('MDIz', installation.id) } }),
  }
  const text = JSON.stringify(payload)
  // GitHub delivers nothing larger.
  if (Buffer.byteLength(text) > MAX_WEBHOOK_BYTES) return
  const order = {
    guid,
    app: installation.app,
    installationId: installation.id,
    repositoryId: repository?.id ?? null,
    event,
    action,
    payload: text,
    redelivery: false,
  }
  await attemptDelivery(world, order)
}
