import type { World } from '../world/world.ts'
import type { Caller } from './caller.ts'

/** GitHub counts REST and GraphQL apart. */
export type Resource = 'core' | 'graphql'

/** What one caller asked for lately. Times by the world's clock, in milliseconds. */
export type Usage = {
  primary: Record<Resource, { reset: number; used: number }>
  points: Record<Resource, { at: number; cost: number }[]>
  content: number[]
  underWay: number
}

/** Requests of all tokens of an installation count together. */
export function usageOf(world: World, caller: Caller): Usage {
  const who = nameOf(caller)
  const known = world.usage.get(who)
  if (known) return known
  const usage: Usage = {
    primary: { core: { reset: 0, used: 0 }, graphql: { reset: 0, used: 0 } },
    points: { core: [], graphql: [] },
    content: [],
    underWay: 0,
  }
  world.usage.set(who, usage)
  return usage
}

function nameOf(caller: Caller): string {
  switch (caller.kind) {
    case 'installation':
      return `installation ${caller.installation.id}`
    case 'app':
      return `app ${caller.app.id}`
    case 'job':
      return `jobs of ${caller.repository.id}`
    case 'user':
      return `user ${caller.account.id}`
    case 'anonymous':
      return 'anonymous'
  }
}
