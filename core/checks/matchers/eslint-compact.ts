import type { Level } from '../../rules/finding.ts'
import type { Draft, Format } from '../format.ts'
import { placeAt } from '../place-at.ts'

const REMARK = /^(\S[^\n]{0,1000}?): line (\d{1,7}), col (\d{1,7}), (error|warning|info) - (.*)$/i
const RULE = / \(([^\s()]{1,200})\)$/
const LEVELS: Record<string, Level> = { warning: 'warn', info: 'info' }

/** `eslint -f compact` and `stylelint -f compact`: `file: line 1, col 2, Error - message (rule)`. */
export const eslintCompact: Format = {
  name: 'eslint-compact',
  structured: false,
  sniff: (text) => /: line \d{1,7}, col \d{1,7}, (?:error|warning) - /i.test(text),
  parse(text, repo) {
    const drafts: Draft[] = []
    for (const line of text.split('\n')) {
      const remark = line.length > 4_000 ? null : REMARK.exec(line)
      if (remark === null) continue
      const [, file, row, column, level, said] = remark
      const rule = RULE.exec(said!)
      drafts.push({
        id: rule?.[1] ?? '',
        level: LEVELS[level!.toLowerCase()] ?? 'error',
        place: placeAt(repo, file!, { line: Number(row), column: Number(column) }),
        message: rule === null ? said! : said!.slice(0, rule.index),
      })
    }
    return { kind: 'drafts', drafts }
  },
}
