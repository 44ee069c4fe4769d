import type { Harness } from '../../core/harness/harness.ts'
import { explainPath } from './explain-path.ts'
import type { Row } from './row.ts'

/** Everything the rules say of the files of a folder; what holds for some of them only says for how many. */
export function explainFolder(
  paths: readonly string[],
  harness: Harness,
  placeOf: (path: PropertyKey[]) => string | null,
): Row[] {
  const found = new Map<string, { row: Row; count: number }>()
  for (const path of paths) {
    for (const row of explainPath(path, harness, placeOf)) {
      const key = JSON.stringify([row.name, row.text, row.place])
      const known = found.get(key)
      if (known === undefined) found.set(key, { row, count: 1 })
      else known.count += 1
    }
  }
  const all = paths.length
  const rows = [...found.values()].map(({ row, count }) =>
    count === all ? row : { ...row, text: `${row.text} (${count} of ${all} files)` },
  )
  const order = [...new Set(rows.map(({ name }) => name))]
  return [
    { name: 'folder', text: all === 1 ? 'One file.' : `${all} files.`, place: null },
    ...rows.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name)),
  ]
}
