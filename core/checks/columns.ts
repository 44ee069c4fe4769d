/** What a tool counts columns in. */
export type Unit = 'utf-16' | 'code points' | 'bytes'

/**
 * A 1-based column of a line, counted in another unit, as a 1-based UTF-16 column.
 * @returns null when it falls into the middle of a character; behind the line's end it stays as far behind.
 */
export function toUtf16(line: string, column: number, unit: Unit): number | null {
  if (unit === 'utf-16') return column
  let counted = 1
  let at = 0
  while (counted < column && at < line.length) {
    const code = line.codePointAt(at)!
    counted += unit === 'bytes' ? bytesOf(code) : 1
    at += code > 0xffff ? 2 : 1
  }
  if (counted > column) return null
  return at + 1 + column - counted
}

function bytesOf(code: number): number {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}
