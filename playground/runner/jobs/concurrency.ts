/** How many may wait where `queue: max` is asked for; else one, and a newer one takes its place. */
const MAX_WAITING = 100

/** A place in a group: `left` gives it free. */
export type Place = { leave: () => void }
export type Entrant = {
  group: string
  cancelInProgress: boolean
  keepsOthersWaiting: boolean
  /** Ends whoever holds the place now, or waits for it. */
  cancel: () => void
  /** Aborted when the entrant itself is cancelled. */
  cancelled: AbortSignal
}

export type Groups = {
  /** Waits until the group is free. @returns null when somebody else took the place, or the entrant was cancelled. */
  enter: (entrant: Entrant) => Promise<Place | null>
}

/** https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency */
export function createGroups(): Groups {
  type Waiting = { entrant: Entrant; settle: (place: Place | null) => void }
  const groups = new Map<string, { holder: Entrant | null; waiting: Waiting[] }>()

  return {
    async enter(entrant) {
      const key = entrant.group.toLowerCase()
      const group = groups.get(key) ?? { holder: null, waiting: [] }
      groups.set(key, group)
      if (group.holder === null) {
        group.holder = entrant
        return place(key)
      }
      if (entrant.cancelInProgress) group.holder.cancel()
      const keeps = entrant.keepsOthersWaiting ? MAX_WAITING - 1 : 0
      for (const old of group.waiting.splice(0, Math.max(0, group.waiting.length - keeps))) old.settle(null)
      return new Promise((resolve) => {
        const waiting = { entrant, settle: resolve }
        group.waiting.push(waiting)
        const giveUp = () => {
          group.waiting = group.waiting.filter((one) => one !== waiting)
          resolve(null)
        }
        if (entrant.cancelled.aborted) giveUp()
        else entrant.cancelled.addEventListener('abort', giveUp, { once: true })
      })
    },
  }

  function place(key: string): Place {
    return {
      leave() {
        const group = groups.get(key)
        const next = group?.waiting.shift()
        if (group === undefined || next === undefined) {
          groups.delete(key)
          return
        }
        group.holder = next.entrant
        next.settle(place(key))
      },
    }
  }
}
