/** How many runs may be under way at once, in one repository, in one installation, and in all. */
export type Places = { repository: number; installation: number; all: number }

export type Where = { repository: number; installation: number }
/** A run that waits for its place. */
export type Waiting = Where & { key: string }

type Scope = keyof Places
const SCOPES: readonly Scope[] = ['repository', 'installation', 'all']

/**
 * Who gets a place now, in this order. Of the repositories that have room the one with the fewest runs under way is next,
 * so that none takes all places; within one, and between equals, who waited longest.
 *
 * @param waiting Who waited longest first.
 * @param placed Of every run that has a place.
 */
export function whoIsNext(waiting: readonly Waiting[], placed: readonly Where[], places: Places): Waiting[] {
  const taken = count(placed)
  const left = [...waiting]
  const next: Waiting[] = []
  for (;;) {
    const free = left.filter((one) => SCOPES.every((scope) => taken.of(scope, one) < places[scope]))
    const fewest = Math.min(...free.map((one) => taken.of('repository', one)))
    const one = free.find((candidate) => taken.of('repository', candidate) === fewest)
    if (one === undefined) return next
    left.splice(left.indexOf(one), 1)
    taken.add(one)
    next.push(one)
  }
}

/** The place in line of each run that waits, by its key: 1 is next. Counted are those before it that wait for the same. */
export function toLine(
  waiting: readonly Waiting[],
  placed: readonly Where[],
  places: Places,
): Map<string, number> {
  const taken = count(placed)
  const before = new Map<string, number>()
  return new Map(
    waiting.map((one) => {
      const scope = SCOPES.find((scope) => taken.of(scope, one) >= places[scope]) ?? 'repository'
      // Whoever waits here waits in every wider line, too.
      for (const wider of SCOPES) before.set(nameOf(wider, one), (before.get(nameOf(wider, one)) ?? 0) + 1)
      return [one.key, before.get(nameOf(scope, one)) ?? 1]
    }),
  )
}

function count(placed: readonly Where[]) {
  const counts = new Map<string, number>()
  const of = (scope: Scope, where: Where) => counts.get(nameOf(scope, where)) ?? 0
  const add = (where: Where) => {
    for (const scope of SCOPES) counts.set(nameOf(scope, where), of(scope, where) + 1)
  }
  placed.forEach(add)
  return { of, add }
}

function nameOf(scope: Scope, where: Where): string {
  return scope === 'all' ? 'all' : `${scope} ${where[scope]}`
}
