import type { Place } from './host-message.ts'
import type { Refused } from './refused.ts'
import { countNetwork, refusedNetwork } from './refused-network.ts'
import { refusedWrites } from './refused-writes.ts'

/**
 * Begins to look for what the walls refuse a command. @returns what they refused it, from what it said and printed. Nothing where
 * there are no walls; commands side by side are each told of what all of them tried.
 */
export function createRefusals(place: Place): (said: { command: string; output: string }) => Refused[] {
  if (!place.apart) return () => []
  const before = place.network ? null : countNetwork()
  return (said) => {
    const after = before === null ? null : countNetwork()
    const network = before === null || after === null ? [] : refusedNetwork({ before, after }, said)
    return [...network, ...refusedWrites(said, place.workspace)]
  }
}
