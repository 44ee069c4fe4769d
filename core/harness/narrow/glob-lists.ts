import { areApart, isWithin } from './compare-globs.ts'

/** Lists of globs in which the last that matches decides; `!` takes back. Entries carry what belongs to them. */
export type GlobEntry = { value: string }

/** The first glob of `narrow` that is not proved to lie within `wide`; null: all of them do, so nothing is widened. */
export function outside(narrow: readonly string[], wide: readonly string[]): string | null {
  const found = narrow.find((glob, index) => {
    if (isBack(glob)) return false
    const later = narrow
      .slice(index + 1)
      .filter(isBack)
      .map(bare)
    return !wide.some((around, at) => {
      if (isBack(around) || !isWithin(glob, around)) return false
      const takenBack = wide
        .slice(at + 1)
        .filter(isBack)
        .map(bare)
      // What `wide` takes back again must be apart from the glob, or taken back by `narrow` as well.
      return takenBack.every((back) => areApart(glob, back) || later.some((own) => isWithin(back, own)))
    })
  })
  return found ?? null
}

/** What is in both lists, as far as it can be told: never more. Empty: nothing that can be told. */
export function intersection<Entry extends GlobEntry>(a: readonly Entry[], b: readonly Entry[]): Entry[] {
  const both = a.filter(isPlain).flatMap((one) =>
    b.filter(isPlain).flatMap((other) => {
      if (isWithin(one.value, other.value)) return [one]
      return isWithin(other.value, one.value) ? [other] : []
    }),
  )
  if (both.length === 0) return []
  return [...unique(both), ...unique([...a, ...b].filter((entry) => !isPlain(entry)))]
}

/** What is in either list. Null: both take something back, and no order of theirs keeps what the other covers. */
export function union<Entry extends GlobEntry>(a: readonly Entry[], b: readonly Entry[]): Entry[] | null {
  if (b.every(isPlain)) return a.every(isPlain) ? unique([...a, ...b]) : [...a, ...b]
  return a.every(isPlain) ? [...b, ...a] : null
}

export function isBack(glob: string): boolean {
  return glob.startsWith('!')
}

function isPlain({ value }: GlobEntry): boolean {
  return !isBack(value)
}

function bare(glob: string): string {
  return glob.slice(1)
}

function unique<Entry extends GlobEntry>(entries: Entry[]): Entry[] {
  const first = new Map<string, Entry>()
  for (const entry of entries) if (!first.has(entry.value)) first.set(entry.value, entry)
  return [...first.values()]
}
