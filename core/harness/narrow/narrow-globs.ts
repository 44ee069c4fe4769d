import { quote } from '../../rules/quote.ts'
import { isBack, outside, union } from './glob-lists.ts'
import type { Entry, Ledger } from './ledger.ts'
import { placeName } from './origin.ts'

type Lists = { above: readonly string[]; child: readonly string[] }

/** What is covered above stays covered. */
export function uniteGlobs(ledger: Ledger, path: PropertyKey[], lists: Lists): string[] {
  const { above, own } = ledger.entries(path, lists)
  const joined = union(above, own)
  if (joined === null) {
    const back = own.findIndex(({ value }) => isBack(value))
    const taken = above.find(({ value }) => !isBack(value)) ?? above[0]!
    ledger.refuse(
      [...path, back],
      `${quote(own[back]!.value)} could take back what ${quote(taken.value)} of ${placeName(taken.origin)} covers; write the list without globs that begin with !`,
    )
  }
  return ledger.keep(path, joined ?? above)
}

/** The file's own list has to lie within the one above; an empty list is everything above, and above everything. */
export function narrowWrite(ledger: Ledger, path: PropertyKey[], lists: Lists): string[] {
  const { above, own } = ledger.entries(path, lists)
  if (own.length === 0) return ledger.keep(path, above)
  holdWithin(ledger, { path, globs: own, key: path, around: above })
  return ledger.keep(path, own)
}

/** Refuses the first of `globs`, written at `path`, that is not proved to lie within `around`, the list called `key`. */
export function holdWithin(
  ledger: Ledger,
  given: {
    path: PropertyKey[]
    globs: readonly Entry<string>[]
    key: PropertyKey[]
    around: readonly Entry<string>[]
  },
): void {
  const { path, globs, key, around } = given
  const [first] = around
  if (first === undefined) return
  const values = globs.map(({ value }) => value)
  const glob = outside(
    values,
    around.map(({ value }) => value),
  )
  if (glob === null) return
  const shown = around.slice(0, 3).map(({ value }) => quote(value))
  const more = around.length > 3 ? ' …' : ''
  ledger.refuse(
    [...path, values.indexOf(glob)],
    `${quote(glob)} is not within \`${key.join('.')}\` (${shown.join(', ')}${more}) of ${placeName(first.origin)}, as far as can be told; write one of those globs, or one that begins with it`,
  )
}

/** A `!` glob in a list that only adds to others would take back what they cover. */
export function refuseBack(ledger: Ledger, path: PropertyKey[], globs: readonly Entry<string>[]): void {
  const back = globs.findIndex(({ value }) => isBack(value))
  if (back === -1) return
  ledger.refuse(
    [...path, back],
    `${quote(globs[back]!.value)} takes something back, and this list only adds to \`scope\`; write it without !`,
  )
}
