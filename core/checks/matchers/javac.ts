import type { Draft, Format } from '../format.ts'
import { placeAt } from '../place-at.ts'

/** Maven's compiler: `[ERROR] /path/Shop.java:[8,19] ';' expected`. */
const MAVEN = /^\[(ERROR|WARNING)\] ([^\s:][^\n]{0,1000}?\.(?:java|kt|scala)):\[(\d{1,7}),(\d{1,7})\] (\S.*)$/
const REMARK =
  /^([^\s:][^:\n]{0,1000}(?::[\\/][^:\n]{0,1000})?\.java):(\d{1,7}): (error|warning): (?:\[([a-z][\w-]{0,60})\] )?(\S.*)$/
const CARET = /^\s*\^$/
const MOST_DETAILS = 8

/** javac, alone or in Gradle's output: the message, the line of code, a caret, and what else there is to say. */
export const javac: Format = {
  name: 'javac',
  structured: false,
  sniff: (text) =>
    /\.java:\d{1,7}: (?:error|warning): /.test(text) ||
    /^\[(?:ERROR|WARNING)\] \S[^\n]{0,1000}:\[\d{1,7},\d{1,7}\] /m.test(text),
  parse(text, repo) {
    const drafts: Draft[] = []
    let open: { draft: Draft; caret: boolean; details: number } | null = null
    for (const line of text.split('\n')) {
      if (line.length > 4_000) continue
      const maven = MAVEN.exec(line)
      const remark = maven === null ? REMARK.exec(line) : null
      if (maven !== null) {
        const [, level, file, row, column, message] = maven
        const place = placeAt(repo, file!, { line: Number(row), column: Number(column) })
        drafts.push({ id: '', level: level === 'ERROR' ? 'error' : 'warn', place, message: message! })
        open = null
      } else if (remark !== null) {
        const [, file, row, level, id, message] = remark
        const place = placeAt(repo, file!, { line: Number(row) })
        open = {
          draft: { id: id ?? '', level: level === 'error' ? 'error' : 'warn', place, message: message! },
          caret: false,
          details: 0,
        }
        drafts.push(open.draft)
      } else if (open !== null && CARET.test(line) && !open.caret) {
        open.caret = true
        withColumn(open.draft, line.length)
      } else if (open?.caret === true && /^ {2}\S/.test(line) && open.details < MOST_DETAILS) {
        open.draft.message += `\n${line.trim()}`
        open.details++
      } else if (open?.caret === true && !/^ {4}\S/.test(line)) open = null
    }
    return { kind: 'drafts', drafts }
  },
}

function withColumn({ place }: Draft, column: number): void {
  if (place !== null && place !== 'outside' && place.range !== null) place.range.startColumn = column
}
