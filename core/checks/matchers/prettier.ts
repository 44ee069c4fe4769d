import type { Draft, Format } from '../format.ts'
import { placeAt } from '../place-at.ts'

const UNFORMATTED = /^\[warn\] (\S[^\n]{0,1000})$/
const BROKEN = /^\[error\] (\S[^\n]{0,1000}?): (SyntaxError: .{0,2000}) \((\d{1,7}):(\d{1,7})\)$/

/** `prettier --check`: files that are not formatted, and those it cannot read. https://prettier.io/docs/cli#--check */
export const prettier: Format = {
  name: 'prettier',
  structured: false,
  sniff: (text) =>
    /^Checking formatting\.\.\.$/m.test(text) || /^\[error\] \S[^\n]{0,1000}: SyntaxError: /m.test(text),
  parse(text, repo) {
    const drafts: Draft[] = []
    for (const line of text.split('\n')) {
      if (line.length > 4_000) continue
      const broken = BROKEN.exec(line)
      const unformatted = broken === null ? UNFORMATTED.exec(line) : null
      if (broken !== null) {
        const [, file, message, row, column] = broken
        const place = placeAt(repo, file!, { line: Number(row), column: Number(column) })
        drafts.push({ id: '', level: 'error', place, message: message! })
      } else if (unformatted !== null && repo.resolve(unformatted[1]!) !== null)
        drafts.push({
          id: '',
          level: 'error',
          place: placeAt(repo, unformatted[1]!, {}),
          message: 'This file is not formatted as Prettier formats it.',
        })
    }
    return { kind: 'drafts', drafts }
  },
}
