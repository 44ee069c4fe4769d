import type { Attempt } from '../github/delivery-log.ts'

export type Unheard = { guid: string; attempt: number; firstAt: number }
type Wanted = (delivery: Pick<Attempt, 'event' | 'action'>) => boolean

/** Deliveries that we act on and of which no attempt was taken, oldest first. */
export function findUnheard(attempts: readonly Attempt[], isWanted: Wanted): Unheard[] {
  const taken = new Set(attempts.flatMap(({ guid, taken }) => (taken ? [guid] : [])))
  const unheard = new Map<string, Unheard>()
  for (const { guid, id, at, event, action } of attempts) {
    if (taken.has(guid) || !isWanted({ event, action })) continue
    const known = unheard.get(guid)
    unheard.set(guid, {
      guid,
      attempt: Math.max(id, known?.attempt ?? 0),
      firstAt: Math.min(at, known?.firstAt ?? at),
    })
  }
  return [...unheard.values()].sort((one, other) => one.firstAt - other.firstAt)
}
