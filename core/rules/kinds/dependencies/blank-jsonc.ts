/** JSON with comments and commas at the end → JSON of the same length, so that lines and columns stay. */
export function blankJsonc(text: string): string {
  const blanks: [from: number, to: number][] = []
  let comma = -1
  for (let index = 0; index < text.length; ) {
    const end = endOfToken(text, index)
    const first = text[index]!
    if (first === '/' && end > index + 1) blanks.push([index, end])
    else if (first === ',') comma = index
    else if (first === '}' || first === ']') {
      if (comma >= 0) blanks.push([comma, comma + 1])
      comma = -1
    } else if (!/\s/.test(first)) comma = -1
    index = end
  }
  return blank(text, blanks)
}

function endOfToken(text: string, index: number): number {
  if (text[index] === '"') {
    let end = index + 1
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
    return end + 1
  }
  if (text.startsWith('//', index)) return orEnd(text.indexOf('\n', index), text)
  if (text.startsWith('/*', index)) return orEnd(text.indexOf('*/', index + 2), text, 2)
  return index + 1
}

function orEnd(found: number, text: string, beyond = 0): number {
  return found < 0 ? text.length : found + beyond
}

function blank(text: string, ranges: readonly [number, number][]): string {
  let written = ''
  let from = 0
  for (const [start, end] of ranges.toSorted((one, other) => one[0] - other[0])) {
    written += text.slice(from, start) + text.slice(start, end).replaceAll(/[^\n]/g, ' ')
    from = end
  }
  return written + text.slice(from)
}
