import { areApart, isWithin } from './compare-globs.ts'

/** Lists of globs in which the last that matches decides; `!` takes back. Entries carry what belongs to them. */
export type GlobEntry = { value: string }

/** The first glob of `narrow` that is not proved to lie within one of the lists; null: all of them do, so nothing is widened. */
export function outside(narrow: readonly string[], ...wide: readonly (readonly string[])[]): string | null {
  const found = narrow.find((glob, index) => {
    if (isBack(glob)) return false
    const later = takenBack(narrow, index)
    return !wide.some((list) => covers(list, glob, later))
  })
  return found ?? null
}

/** What `wide` takes back again must be apart from the glob, or taken back behind it (`later`) as well. */
function covers(wide: readonly string[], glob: string, later: readonly string[]): boolean {
  return wide.some(
    (around, index) =>
      !isBack(around) &&
      isWithin(glob, around) &&
      takenBack(wide, index).every(
        (back) => areApart(glob, back) || later.some((own) => isWithin(back, own)),
      ),
  )
}

function takenBack(globs: readonly string[], behind: number): string[] {
  return globs.slice(behind + 1).flatMap((glob) => (isBack(glob) ? [glob.slice(1)] : []))
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

/** Without what is proved to match nothing that `others` match. */
export function touching<Entry extends GlobEntry>(
  entries: readonly Entry[],
  others: readonly GlobEntry[],
): Entry[] {
  const plain = others.filter(isPlain)
  return entries.filter(({ value }) => isBack(value) || plain.some((other) => !areApart(value, other.value)))
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

function unique<Entry extends GlobEntry>(entries: Entry[]): Entry[] {
  const first = new Map<string, Entry>()
  for (const entry of entries) if (!first.has(entry.value)) first.set(entry.value, entry)
  return [...first.values()]
}
