import { styleText } from 'node:util'
import { wrap } from '../formats/wrap.ts'
import type { Terminal } from '../terminal.ts'

/** One thing the rules say. `place` is "file:line"; null when it is a default. */
export type Row = { name: string; text: string; place: string | null }

/** Rows as a table that fits the terminal: name, text, and where it is written. */
export function renderRows(rows: Row[], { colour, columns }: Pick<Terminal, 'colour' | 'columns'>): string {
  const width = Math.max(...rows.map(({ name }) => name.length), 0) + 2
  const dim = (text: string) => (colour ? styleText('dim', text, { validateStream: false }) : text)
  return rows
    .map(({ name, text, place }, index) => {
      const head = rows[index - 1]?.name === name ? '' : name
      const lines = wrap(text, columns, ' '.repeat(width)).slice(head.length)
      return `${head}${lines}\n${place === null ? '' : `${' '.repeat(width)}${dim(place)}\n`}`
    })
    .join('')
}
