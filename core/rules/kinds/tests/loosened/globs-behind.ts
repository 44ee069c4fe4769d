import type { Loose } from './loose.ts'

const MAX_LIST = 20_000

/** The strings of the list a sign ends with. */
export function globsBehind(text: string, sign: RegExp, verb: string): Loose[] {
  return Array.from(text.matchAll(sign)).flatMap((match) => {
    const start = match.index + match[0].length
    const end = text.indexOf(']', start)
    const list = text.slice(start, Math.min(end < 0 ? text.length : end, start + MAX_LIST))
    return Array.from(list.matchAll(/(["'`])((?:(?!\1)[^\n]){1,300})\1/g), ([, , glob]) => ({
      key: `${verb} ${glob}`,
      evidence: `${verb} ${glob}`,
      word: glob!,
    }))
  })
}
