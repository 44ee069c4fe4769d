const MOST_STARTS = 20

/**
 * Finds the JSON document in a command's output: package managers and tools print lines before and after it.
 * @returns its value, or why there is none.
 */
export function embeddedJson(
  text: string,
): { kind: 'json'; value: unknown } | { kind: 'broken'; why: string } {
  let why = 'there is no JSON in it'
  let from = 0
  const starts = /^[ \t]*[[{](?=[\s"\]{}[])/gm
  for (let tries = 0; tries < MOST_STARTS; tries++) {
    starts.lastIndex = from
    const start = starts.exec(text)
    if (start === null) break
    const end = endOf(text, start.index)
    try {
      return { kind: 'json', value: JSON.parse(text.slice(start.index, end)) }
    } catch (error) {
      // The first one is most likely what was meant.
      if (tries === 0) why = `it is not JSON: ${(error as Error).message}`
    }
    // A line that only looks like JSON; what is inside a broken document is none of its own.
    const next = text.indexOf('\n', start.index)
    if (next === -1 || end === text.length) break
    from = next + 1
  }
  return { kind: 'broken', why }
}

/** Behind the bracket that closes the one at `start`; the end of the text when none does. */
function endOf(text: string, start: number): number {
  const marks = /["[\]{}]|\\./gs
  marks.lastIndex = start
  let depth = 0
  let quoted = false
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    const [sign] = mark
    if (sign === '"') quoted = !quoted
    else if (quoted || sign.startsWith('\\')) continue
    else if (sign === '[' || sign === '{') depth++
    else if (--depth === 0) return marks.lastIndex
  }
  return text.length
}
