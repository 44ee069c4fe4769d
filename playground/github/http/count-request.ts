import type { World } from '../world/world.ts'
import type { Caller } from './caller.ts'
import { rateLimit } from './rate-limit.ts'
import { Refusal } from './refusal.ts'
import { type Resource, type Usage, usageOf } from './usage.ts'

export type Asked = { method: string; path: string; text: string }

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** GitHub says nowhere which writes these are; its pages warn of "creating content too quickly" at these. */
const CONTENT = /^\/repos\/[^/]+\/[^/]+\/(?:issues|pulls|comments|releases|commits\/[^/]+\/comments)(?:\/|$)/

/**
 * Counts a request towards everything GitHub limits: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api.
 * @returns what has to be called when it is answered. @throws Refusal when a limit is reached.
 */
export function countRequest(world: World, caller: Caller, asked: Asked): () => void {
  const limits = world.settings.rateLimits
  const now = world.settings.now()
  const resource = resourceOf(asked.path)
  const usage = usageOf(world, caller)
  forget(usage, now)
  const free = asked.path === '/rate_limit'
  if (!free && rateLimit(world, caller, resource).remaining === 0) throw exhausted(caller, resource)

  const writes = isWrite(asked, resource)
  const cost = writes ? 5 : 1
  const content =
    writes && (resource === 'graphql' || (asked.method !== 'DELETE' && CONTENT.test(asked.path)))
  const points = usage.points[resource]
  const most = resource === 'graphql' ? limits.graphqlPoints : limits.restPoints
  if (usage.underWay >= limits.concurrent) throw secondary(world, MINUTE)
  if (sum(points) + cost > most) throw secondary(world, (points[0]?.at ?? now) + MINUTE - now)
  if (content) {
    const minute = usage.content.filter((at) => at > now - MINUTE)
    if (minute.length >= limits.contentMinute) throw secondary(world, (minute[0] ?? now) + MINUTE - now)
    if (usage.content.length >= limits.contentHour)
      throw secondary(world, (usage.content[0] ?? now) + HOUR - now)
    usage.content.push(now)
  }
  points.push({ at: now, cost })
  if (!free) usage.primary[resource].used += 1
  usage.underWay += 1
  return () => {
    usage.underWay -= 1
  }
}

export function resourceOf(path: string): Resource {
  return path === '/graphql' ? 'graphql' : 'core'
}

function isWrite({ method, text }: Asked, resource: Resource): boolean {
  if (resource === 'core') return method !== 'GET' && method !== 'HEAD'
  return /"query"\s*:\s*"(?:\\n|\s)*mutation\b/.test(text)
}

function forget(usage: Usage, now: number): void {
  for (const points of Object.values(usage.points))
    while (points[0] !== undefined && points[0].at <= now - MINUTE) points.shift()
  while (usage.content[0] !== undefined && usage.content[0] <= now - HOUR) usage.content.shift()
}

function sum(points: { cost: number }[]): number {
  return points.reduce((total, { cost }) => total + cost, 0)
}

/** GraphQL answers 200 and says it inside. */
function exhausted(caller: Caller, resource: Resource): Refusal | Exhausted {
  const message = `API rate limit exceeded for ${whose(caller)}.`
  return resource === 'graphql' ? new Exhausted(message) : new Refusal(403, message)
}

export class Exhausted extends Error {}

function whose(caller: Caller): string {
  if (caller.kind === 'installation') return `installation ID ${caller.installation.id}`
  return caller.kind === 'user' ? `user ID ${caller.account.id}` : 'your address'
}

function secondary(world: World, wait: number): Refusal {
  const { status, retryAfter } = world.settings.rateLimits.secondary
  const refusal = new Refusal(
    status,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    retryAfter ? { headers: { 'retry-after': String(Math.max(1, Math.ceil(wait / 1000))) } } : {},
  )
  refusal.body.documentation_url =
    'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits'
  return refusal
}
