import type { Draft, Format } from '../format.ts'
import { placeAt } from '../place-at.ts'

const REMARK =
  /^([^\s:][^:\n]{0,1000}(?::[\\/][^:\n]{0,1000})?\.pyi?):(\d{1,7})(?::(\d{1,7}))?(?::(\d{1,7}):(\d{1,7}))?: (error|warning|note): (.*)$/
const CODE = /\s{1,4}\[([a-z][a-z0-9-]{1,60})\]$/
const MOST_LINES = 20

/** mypy's text. With `--pretty` a message goes on for some lines, up to the code, which is indented. https://mypy.readthedocs.io/en/stable/command_line.html */
export const mypyText: Format = {
  name: 'mypy-text',
  structured: false,
  sniff: (text) =>
    /^[^\s:][^:\n]{0,1000}(?::[\\/][^:\n]{0,1000})?\.pyi?:\d{1,7}(?::\d{1,7}){0,3}: (?:error|note): /m.test(
      text,
    ),
  parse(text, repo) {
    const found: { draft: Draft; at: string; note: boolean; lines: string[] }[] = []
    let going = false
    for (const line of text.split('\n')) {
      const remark = line.length > 4_000 ? null : REMARK.exec(line)
      const last = found.at(-1)
      if (remark !== null) {
        const [, file, row, column, endRow, endColumn, level, said] = remark
        const place = placeAt(repo, file!, {
          line: Number(row),
          column: number(column),
          endLine: number(endRow),
          endColumn: endColumn === undefined ? null : Number(endColumn) + 1,
        })
        const note = level === 'note'
        const draft: Draft = {
          id: '',
          level: note ? 'info' : level === 'error' ? 'error' : 'warn',
          place,
          message: '',
        }
        found.push({ draft, at: `${file}:${row}`, note, lines: [said!] })
        going = true
      } else if (going && last !== undefined && isContinuation(line) && last.lines.length < MOST_LINES)
        last.lines.push(line)
      else going = false
    }
    const drafts: Draft[] = []
    let before = ''
    for (const { draft, at, note, lines } of found) {
      const said = lines.join(' ').trimEnd()
      const code = CODE.exec(said)
      const message = code === null ? said : said.slice(0, code.index)
      const last = drafts.at(-1)
      // A note without a code explains the error above it.
      if (note && code === null && before === at && last !== undefined) last.message += `\nnote: ${message}`
      else drafts.push({ ...draft, id: code?.[1] ?? '', message: message || said })
      before = at
    }
    return { kind: 'drafts', drafts }
  },
}

function isContinuation(line: string): boolean {
  return /^\S/.test(line) && line.length <= 200 && !/^(?:Found \d|Success: )/.test(line)
}

function number(text: string | undefined): number | null {
  return text === undefined ? null : Number(text)
}
