import { cutStart } from './cut.ts'

const TAIL_LINES = 60
const TAIL_CHARACTERS = 6_000
const LINE_CHARACTERS = 500

/** The end of a log, in whole lines, with how many lines stand before it; '' when the log says nothing. */
export function logTail(text: string): string {
  const lines = text.trimEnd().split('\n')
  const tail: string[] = []
  let left = TAIL_CHARACTERS
  for (let index = lines.length - 1; index >= 0 && tail.length < TAIL_LINES; index--) {
    const line = cutStart(lines[index]!.trimEnd(), LINE_CHARACTERS)
    if (line.length + 1 > left) break
    left -= line.length + 1
    tail.push(line)
  }
  const before = lines.length - tail.length
  while (tail.at(-1) === '') tail.pop()
  if (tail.length === 0) return ''
  return `${before > 0 ? `(${before} lines before)\n` : ''}${tail.reverse().join('\n')}`
}
