import type { Level } from '../../rules/finding.ts'
import type { Draft, Format } from '../format.ts'
import { placeAt } from '../place-at.ts'

const REMARK = /^\s{1,20}(\d{1,7}):(\d{1,7})\s{1,20}(error|warning|info|[✖×⚠ℹ])\s{1,20}(\S.*)$/
const LONGEST_LINE = 4_000
const LEVELS: Record<string, Level> = { warning: 'warn', '⚠': 'warn', info: 'info', ℹ: 'info' }

/** ESLint's default output, Stylelint's and oxlint's: a line with the file, below it a line for each remark, its rule at the end. */
export const eslintStylish: Format = {
  name: 'eslint-stylish',
  structured: false,
  sniff: (text) =>
    /^[ \t]{1,20}\d{1,7}:\d{1,7}[ \t]{1,20}(?:(?:error|warning)[ \t]{2}|[✖×⚠][ \t])/m.test(text),
  parse(text, repo) {
    const drafts: Draft[] = []
    let file: string | null = null
    for (const line of text.split('\n')) {
      if (line.length > LONGEST_LINE) continue
      const remark = REMARK.exec(line)
      if (remark === null) {
        if (line.trim() !== '' && !/^\s/.test(line)) file = line
        continue
      }
      if (file === null) continue
      const [, row, column, level, rest] = remark
      const { message, id } = splitRule(rest!.trimEnd())
      drafts.push({
        id,
        level: LEVELS[level!] ?? 'error',
        place: placeAt(repo, file, { line: Number(row), column: Number(column) }),
        message,
      })
    }
    return { kind: 'drafts', drafts }
  },
}

/** The rule stands behind at least two spaces and has none itself; a syntax error has no rule. */
function splitRule(rest: string): { message: string; id: string } {
  const gap = rest.lastIndexOf('  ')
  const id = gap === -1 ? '' : rest.slice(gap + 2)
  return id === '' || /\s/.test(id)
    ? { message: rest, id: '' }
    : { message: rest.slice(0, gap).trimEnd(), id }
}
