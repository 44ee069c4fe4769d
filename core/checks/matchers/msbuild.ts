import type { Level } from '../../rules/finding.ts'
import type { Draft, Format } from '../format.ts'
import { placeAt } from '../place-at.ts'

/** `file(line)`, `file(line,column)`, `file(line,column,line,column)`; behind it the level, the code and the message. */
const REMARK =
  /^\s{0,40}(?:\d{1,4}>)?\s{0,4}([^\s(][^(\n]{0,1000})\((\d{1,7})(?:,(\d{1,7}))?(?:,(\d{1,7}),(\d{1,7}))?\)\s?: (?:[\w ]{1,40}? )?(error|warning|info|message) ?([\w./@-]{0,100}) ?: (.*)$/
/** The tool itself: `MSBUILD : error MSB1009: Project file does not exist.` */
const GENERAL =
  /^\s{0,40}[A-Za-z]\w{1,40}(?:\.\w{1,10})? : (?:fatal )?(error|warning) ([A-Z]{1,10}\d{1,6}): (.*)$/
const PROJECT = / \[[^[\]\n]{1,1000}\]$/
const LEVELS: Record<string, Level> = { warning: 'warn', info: 'info', message: 'info' }

/** MSBuild and `dotnet build`, and what writes as they do (`eslint -f visualstudio`). https://learn.microsoft.com/visualstudio/msbuild/msbuild-diagnostic-format-for-tasks */
export const msbuild: Format = {
  name: 'msbuild',
  structured: false,
  sniff: (text) =>
    /\(\d{1,7}(?:,\d{1,7}){0,3}\)\s?: (?:[\w ]{1,40} )?(?:error|warning) ?[\w./@-]{0,100} ?: /.test(text) ||
    /^\s{0,40}[A-Za-z]\w{1,40} : (?:fatal )?error [A-Z]{1,10}\d{1,6}: /m.test(text),
  parse(text, repo) {
    const drafts: Draft[] = []
    for (const line of text.split('\n')) {
      if (line.length > 4_000) continue
      const remark = REMARK.exec(line)
      const general = remark === null ? GENERAL.exec(line) : null
      if (remark !== null) {
        const [, file, row, column, endRow, endColumn, level, id, said] = remark
        drafts.push({
          id: id!,
          level: LEVELS[level!] ?? 'error',
          place: placeAt(repo, file!, {
            line: Number(row),
            column: number(column),
            endLine: number(endRow),
            endColumn: number(endColumn),
          }),
          message: said!.replace(PROJECT, ''),
        })
      } else if (general !== null) {
        const [, level, id, said] = general
        drafts.push({
          id: id!,
          level: LEVELS[level!] ?? 'error',
          place: null,
          message: said!.replace(PROJECT, ''),
        })
      }
    }
    return { kind: 'drafts', drafts }
  },
}

function number(text: string | undefined): number | null {
  return text === undefined ? null : Number(text)
}
