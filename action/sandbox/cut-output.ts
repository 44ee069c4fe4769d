/**
 * Head and tail of a text, with what was left out between them; cuts at line breaks where they are near, and never
 * inside a surrogate pair.
 *
 * @param most UTF-16 units of the result, about.
 * @param where Appended to the remark: where the whole text is.
 */
export function cutOutput(text: string, most: number, where = ''): string {
  if (text.length <= most) return text
  const head = headOf(text, Math.floor(most / 2))
  const tail = tailOf(text, Math.ceil(most / 2))
  const left = text.slice(head.length, text.length - tail.length)
  const lines = left.split('\n').length - 1
  return `${head}\n[… ${left.length} characters, ${lines} lines left out${where === '' ? '' : `; ${where}`} …]\n${tail}`
}

function headOf(text: string, size: number): string {
  const cut = text.slice(0, isHigh(text, size - 1) ? size - 1 : size)
  const line = cut.lastIndexOf('\n')
  return line > size * 0.8 ? cut.slice(0, line) : cut
}

function tailOf(text: string, size: number): string {
  const start = text.length - size
  const cut = text.slice(isHigh(text, start - 1) ? start + 1 : start)
  const line = cut.indexOf('\n')
  return line !== -1 && line < size * 0.2 ? cut.slice(line + 1) : cut
}

/** The unit at `index` begins a pair: the cut must not come after it. */
function isHigh(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  return unit >= 0xd800 && unit <= 0xdbff
}
