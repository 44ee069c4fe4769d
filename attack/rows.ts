import { readdirSync } from 'node:fs'
import type { Row } from './row.ts'

/** Every threat there is a row for. A row whose file is missing fails the whole list. */
export const ROW_IDS: readonly string[] = Array.from(
  { length: 35 },
  (_, index) => `T${String(index + 1).padStart(2, '0')}`,
)

/** Rows of `attack/rows/`: a file `t01-….ts` exports its row as `T01`. In the order of their ids. */
export async function loadRows(): Promise<Row[]> {
  const files = readdirSync(new URL('./rows/', import.meta.url)).filter((name) => /^t\d\d-.*\.ts$/.test(name))
  return Promise.all(
    files.sort().map(async (file) => {
      const id = `T${file.slice(1, 3)}`
      // reins-ignore layers/unresolved: only what lies in attack/rows/, by its name
      const module = (await import(new URL(`./rows/${file}`, import.meta.url).href)) as Record<string, Row>
      const row = module[id]
      if (row?.id !== id) throw new Error(`attack/rows/${file} has to export its row as ${id}.`)
      return row
    }),
  )
}
