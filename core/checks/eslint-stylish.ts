import { type Draft, type Format, toRange } from './format.ts'

const REMARK = /^\s{1,20}(\d{1,7}):(\d{1,7})\s{1,20}(error|warning|info)\s{1,20}(\S.*)$/
const LONGEST_LINE = 4_000

/** ESLint's default output: a line with the file, below it a line for each remark, its rule at the end. */
export const eslintStylish: Format = {
  name: 'eslint-stylish',
  structured: false,
  sniff: (text) => /^[ \t]{1,20}\d{1,7}:\d{1,7}[ \t]{1,20}(?:error|warning)[ \t]{2}/m.test(text),
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
      const path = repo.resolve(file)
      const [, row, column, level, rest] = remark
      const { message, id } = splitRule(rest!.trimEnd())
      const range = toRange({ line: Number(row), column: Number(column) })
      drafts.push({
        id,
        level: level === 'error' ? 'error' : level === 'warning' ? 'warn' : 'info',
        place: path === null ? 'outside' : { path, range },
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
