/** What was answered already, by a name of its own; the newest hundred thousand. */
export type Answered = {
  /** Whether it is the first time that this is answered. */
  first: (once: string) => boolean
}

const MOST = 100_000

/** A delivery's GUID is not signed: the same words in another envelope are the same words. */
export function createAnswered(): Answered {
  const known = new Set<string>()
  return {
    first(once) {
      if (known.has(once)) return false
      known.add(once)
      if (known.size > MOST) known.delete(known.values().next().value ?? '')
      return true
    },
  }
}
