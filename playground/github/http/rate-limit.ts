import { RATE_LIMITS } from '../limits.ts'
import type { World } from '../world/world.ts'
import type { Caller } from './caller.ts'
import { type Resource, usageOf } from './usage.ts'

const WINDOW = 3600

/** The primary limit as headers and `GET /rate_limit` show it; `reset` in seconds. */
export function rateLimit(world: World, caller: Caller, resource: Resource = 'core') {
  const limit = world.settings.rateLimits.primary ?? RATE_LIMITS[caller.kind]
  const reset = (Math.floor(world.settings.now() / 1000 / WINDOW) + 1) * WINDOW
  const window = usageOf(world, caller).primary[resource]
  if (window.reset !== reset) Object.assign(window, { reset, used: 0 })
  const used = Math.min(limit, window.used)
  return { limit, used, remaining: limit - used, reset }
}

export function rateLimitHeaders(
  world: World,
  caller: Caller,
  resource: Resource = 'core',
): Record<string, string> {
  const { limit, used, remaining, reset } = rateLimit(world, caller, resource)
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-used': String(used),
    'x-ratelimit-resource': resource,
  }
}
