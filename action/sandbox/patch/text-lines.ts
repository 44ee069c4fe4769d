/** A text as lines without their ends. `ends[i]` is the end of line i: "\n", "\r\n", or "" at the end of the file. */
export type TextLines = { lines: string[]; ends: string[]; bom: string; end: string }

export function splitLines(text: string): TextLines {
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const parts = text.slice(bom.length).split('\n')
  const lines: string[] = []
  const ends: string[] = []
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1
    if (isLast && part === '') break
    const crlf = !isLast && part.endsWith('\r')
    lines.push(crlf ? part.slice(0, -1) : part)
    ends.push(isLast ? '' : crlf ? '\r\n' : '\n')
  }
  const count = (end: string) => ends.filter((one) => one === end).length
  return { lines, ends, bom, end: count('\r\n') > count('\n') ? '\r\n' : '\n' }
}

/** Lines that were there (`from`) keep their ends, new ones get the usual one; the file ends as it ended before. */
export function joinLines(file: TextLines, lines: { text: string; from: number | null }[]): string {
  const noLastEnd = file.ends.at(-1) === ''
  const written = lines.map(({ text, from }, index) => {
    const own = from === null ? '' : file.ends[from]
    return text + (index === lines.length - 1 && noLastEnd ? '' : own || file.end)
  })
  return file.bom + written.join('')
}
