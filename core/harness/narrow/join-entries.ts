import type { Both, Entry } from './ledger.ts'

/** From above first, then the file's own, each once. What is only a default gives way to what a later file writes. */
export function joinEntries<T>({ above, usual }: Both<T>): Entry<T>[] {
  const written = above.filter(({ origin }) => origin.from !== 'default')
  const seen = new Set<string>()
  return [...written, ...usual].filter(({ value }) => {
    const text = JSON.stringify(value)
    return !seen.has(text) && seen.add(text)
  })
}
