import type { Cell, Table } from './ledger.ts'

/** RFC 4180: cells apart by commas, rows by CRLF, quotes doubled. A text that a spreadsheet would calculate stays a text. */
export function toCsv(table: Table): string {
  return table.map((row) => `${row.map(toField).join(',')}\r\n`).join('')
}

function toField(cell: Cell): string {
  if (cell === null) return ''
  const text = typeof cell === 'number' ? toDigits(cell) : harmless(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Signs that begin a formula, full-width ones too, also behind white space. https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|^[\t\r\n]/u

/** An apostrophe makes it a text in every spreadsheet. */
function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** Never "1e-7", which not every reader takes for a number. */
function toDigits(number: number): string {
  const text = String(number)
  return /e/i.test(text) ? number.toFixed(6) : text
}
