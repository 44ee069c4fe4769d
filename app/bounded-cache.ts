/** Keeps what was used last, up to a total weight; never throws anything away that is younger. */
export type BoundedCache<Value> = {
  get: (key: string) => Value | undefined
  set: (key: string, value: Value) => void
}

export function createBoundedCache<Value>({
  most,
  weigh,
}: {
  most: number
  weigh: (value: Value) => number
}): BoundedCache<Value> {
  // A Map remembers the order in which keys came.
  const kept = new Map<string, { value: Value; weight: number }>()
  let total = 0
  const drop = (key: string) => {
    total -= kept.get(key)?.weight ?? 0
    kept.delete(key)
  }
  return {
    get(key) {
      const found = kept.get(key)
      if (found === undefined) return undefined
      kept.delete(key)
      kept.set(key, found)
      return found.value
    },
    set(key, value) {
      drop(key)
      const weight = weigh(value)
      if (weight > most) return
      kept.set(key, { value, weight })
      total += weight
      for (const oldest of kept.keys()) {
        if (total <= most) return
        drop(oldest)
      }
    },
  }
}
