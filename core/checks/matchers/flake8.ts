import type { Level } from '../../rules/finding.ts'
import type { Draft, Format } from '../format.ts'
import { placeAt } from '../place-at.ts'

const REMARK =
  /^((?:[A-Za-z]:(?=[\\/]))?[^\s:][^:\n]{0,1000}\.(?:pyi?|ipynb)):(\d{1,7}):(?:(\d{1,7}):)? ([A-Z]{1,8}\d{1,6}|invalid-syntax):? (?:\[\*\] )?(\S.*)$/
/** Pylint puts the name of its message at the end. */
const SYMBOL = / \(([a-z][a-z0-9-]{1,80})\)$/
const PYLINT: Record<string, Level> = { C: 'info', R: 'info', I: 'info', W: 'warn' }

/** flake8, pycodestyle, Pylint's text and `ruff check --output-format=concise`: `file:line:column: CODE message`. */
export const flake8: Format = {
  name: 'flake8',
  structured: false,
  sniff: (text) =>
    /^[^\s:][^:\n]{0,1000}(?::[\\/][^:\n]{0,1000})?\.(?:pyi?|ipynb):\d{1,7}:(?:\d{1,7}:)? (?:[A-Z]{1,8}\d{1,6}|invalid-syntax):? \S/m.test(
      text,
    ),
  parse(text, repo) {
    const drafts: Draft[] = []
    for (const line of text.split('\n')) {
      const remark = line.length > 4_000 ? null : REMARK.exec(line)
      if (remark === null) continue
      const [, file, row, column, code, said] = remark
      const symbol = SYMBOL.exec(said!)
      drafts.push({
        id: symbol?.[1] ?? code!,
        level: symbol === null ? 'error' : (PYLINT[code![0]!] ?? 'error'),
        // Pylint's columns count from zero.
        place: placeAt(repo, file!, {
          line: Number(row),
          column: column === undefined ? null : Number(column) + (symbol === null ? 0 : 1),
        }),
        message: symbol === null ? said! : said!.slice(0, symbol.index),
      })
    }
    return { kind: 'drafts', drafts }
  },
}
