import type { HarnessProblem } from '../harness.ts'
import { formatPath } from '../yaml-node.ts'
import { BY_DEFAULT, type Origin, type Origins, placeName, type Source } from './origin.ts'

/** A value with what set it. */
export type Entry<T> = { value: T; origin: Origin }

/** Keeps, while one file narrows what stands above it, where each value comes from and what is refused. */
export type Ledger = {
  /** What set the value that stands above. */
  above: (path: PropertyKey[]) => Origin
  /** Where the file writes the value; null when it does not. */
  written: (path: PropertyKey[]) => Origin | null
  note: (path: PropertyKey[], origin: Origin) => void
  /** What was noted before in this step. */
  noted: (path: PropertyKey[]) => Origin | undefined
  refuse: (path: PropertyKey[], message: string) => void
  /** The one value of a key: what the file writes, else what stands above. `problem` says why it widens that. */
  pick: <T>(path: PropertyKey[], pair: Pair<T>) => T
  /** Values of a list that stands above, and of the file's own, with their origins. */
  entries: <T>(
    path: PropertyKey[],
    pair: { above: readonly T[]; child: readonly T[] },
    key?: Key<T>,
  ) => Both<T>
  /** Notes the origins of a list, and gives its values. */
  keep: <T>(path: PropertyKey[], entries: readonly Entry<T>[], key?: Key<T>) => T[]
}

/** `problem` gets where the value above is written; it is asked only when somebody wrote it. */
export type Pair<T> = { above: T; child: T; problem?: (place: string) => string | null }
/** How an item is called in origins; without one, by its number. */
export type Key<T> = (value: T) => string
export type Both<T> = {
  above: Entry<T>[]
  /** Empty when the file does not write the list. */
  own: Entry<T>[]
  /** As `own`, but with the list's default when the file does not write it. */
  usual: Entry<T>[]
  /** What wrote the list above, an empty one too. */
  by: Origin
}

export function openLedger(
  origins: Origins,
  source: Source,
): { ledger: Ledger; origins: Map<string, Origin>; problems: HarnessProblem[] } {
  const noted = new Map<string, Origin>()
  const problems: HarnessProblem[] = []
  const above = (path: PropertyKey[]) => origins.get(originKey(path)) ?? BY_DEFAULT
  const written = (path: PropertyKey[]): Origin | null => {
    const place = source.places(path)
    return place && { from: source.from, file: source.name, ...place }
  }
  const note = (path: PropertyKey[], origin: Origin) => void noted.set(originKey(path), origin)
  const refuse = (path: PropertyKey[], message: string) => {
    // A check may stand as text: then its keys are not written, but it is.
    const known = path.findLastIndex((_, at) => source.places(path.slice(0, at + 1)) !== null)
    const place = source.places(path.slice(0, known + 1)) ?? { line: 1, column: 1 }
    problems.push({ ...place, path: formatPath(path), message })
  }
  const ledger: Ledger = {
    above,
    written,
    note,
    noted: (path) => noted.get(originKey(path)),
    refuse,
    pick(path, { above: inherited, child, problem }) {
      const [before, here] = [above(path), written(path)]
      const message = here !== null && before.from !== 'default' ? problem?.(placeName(before)) : null
      if (message) refuse(path, message)
      note(path, here ?? before)
      return here === null ? inherited : child
    },
    entries(path, lists, key) {
      const before = lists.above.map((value, index) => ({
        value,
        origin: above([...path, key?.(value) ?? index]),
      }))
      const here = written(path)
      const usual = lists.child.map((value, index) => ({
        value,
        origin: written([...path, index]) ?? here ?? BY_DEFAULT,
      }))
      note(path, here ?? above(path))
      return { above: before, own: here === null ? [] : usual, usual, by: above(path) }
    },
    keep(path, entries, key) {
      for (const [index, { value, origin }] of entries.entries())
        note([...path, key?.(value) ?? index], origin)
      return entries.map(({ value }) => value)
    },
  }
  return { ledger, origins: noted, problems }
}

/** `['invariants', 'no-console']` → "invariants[no-console]" for items with a name, else as in problems. */
export function originKey(path: PropertyKey[]): string {
  const list = formatPath(path.slice(0, -1))
  const last = path.at(-1)
  return NAMED.has(list) && typeof last === 'string' ? `${list}[${last}]` : formatPath(path)
}

const NAMED = new Set(['checks', 'invariants', 'layers.order'])
