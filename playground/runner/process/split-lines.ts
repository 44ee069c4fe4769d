import { StringDecoder } from 'node:string_decoder'

/** A line longer than this is cut in two: a process that never breaks a line must not fill the memory. Characters. */
const MAX_LINE = 1024 * 1024

/** Bytes in, whole lines out; a character split between two chunks stays whole. */
export function splitLines(onLine: (line: string) => void): {
  push: (chunk: Buffer) => void
  end: () => void
} {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  const take = (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line.replace(/\r$/, ''))
    while (rest.length > MAX_LINE) {
      onLine(rest.slice(0, MAX_LINE))
      rest = rest.slice(MAX_LINE)
    }
  }
  return {
    push: (chunk) => take(decoder.write(chunk)),
    end() {
      take(decoder.end())
      if (rest !== '') onLine(rest)
      rest = ''
    },
  }
}
