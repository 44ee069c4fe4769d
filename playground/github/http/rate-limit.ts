import { RATE_LIMITS } from '../limits.ts'
import type { World } from '../world/world.ts'
import type { Caller } from './caller.ts'

const WINDOW = 3600

/** The primary limit as headers and `GET /rate_limit` show it. It counts and never refuses: faults are injected. */
export function rateLimit(world: World, caller: Caller) {
  const limit = RATE_LIMITS[caller.kind]
  const used = Math.min(limit, 'uses' in caller ? caller.uses : 0)
  const reset = (Math.floor(world.settings.now() / 1000 / WINDOW) + 1) * WINDOW
  return { limit, used, remaining: limit - used, reset }
}

export function rateLimitHeaders(world: World, caller: Caller): Record<string, string> {
  const { limit, used, remaining, reset } = rateLimit(world, caller)
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-used': String(used),
    'x-ratelimit-resource': 'core',
  }
}
