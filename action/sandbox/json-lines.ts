import type { Readable } from 'node:stream'

/**
 * Reads one JSON value per line. Splits at "\n" bytes only: readline would also split at U+2028, which JSON leaves as it is.
 * A line that is no JSON goes to `onBroken`.
 */
export function readJsonLines(
  stream: Readable,
  onValue: (value: unknown) => void,
  onBroken: (line: string) => void,
): void {
  let pending: Buffer[] = []
  stream.on('data', (chunk: Buffer) => {
    let rest = chunk
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      const line = Buffer.concat([...pending, rest.subarray(0, end)]).toString('utf8')
      pending = []
      rest = rest.subarray(end + 1)
      const value = parse(line)
      if (value === undefined) onBroken(line)
      else onValue(value)
    }
    if (rest.length > 0) pending.push(rest)
  })
}

export function toJsonLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
