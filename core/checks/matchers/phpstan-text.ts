import type { Draft, Format } from '../format.ts'
import { placeAt } from '../place-at.ts'

const RULE = /^ {1,4}-{3,} -{3,}\s*$/
const FILE = /^ {1,4}Line {2,}(\S.*)$/
const ROW = /^ {1,4}(\d{1,7}|:\d{1,7}|) {2,}(\S.*)$/
const IDENTIFIER = /^(?:🪪|at) {1,4}([a-z]\w*(?:\.\w+)+)$/u
/** `--error-format=raw`: nothing stands between the line and the message. */
const RAW =
  /^([^\s:][^:\n]{0,1000}(?::[\\/][^:\n]{0,1000})?\.php)(?: \(in context of [^()\n]{1,500}\))?:(\d{1,7}):(\S.*)$/
const RAW_IDENTIFIER = / \[identifier=([\w.]{1,100})\]$/

/** PHPStan's table, and its "raw" lines. https://phpstan.org/user-guide/output-format */
export const phpstanText: Format = {
  name: 'phpstan-text',
  structured: false,
  sniff: (text) =>
    /^ {1,4}-{3,} -{3,}\s*\n {1,4}Line {2,}\S/m.test(text) ||
    /^[^\s:][^:\n]{0,1000}\.php(?: \(in context of [^()\n]{1,500}\))?:\d{1,7}:\S/m.test(text),
  parse(text, repo) {
    const drafts: Draft[] = []
    let file: string | null = null
    for (const line of text.split('\n')) {
      if (line.length > 4_000) continue
      const raw = RAW.exec(line)
      const heading = FILE.exec(line)
      if (raw !== null) {
        const [, path, row, said] = raw
        const id = RAW_IDENTIFIER.exec(said!)
        const place = placeAt(repo, path!, { line: Number(row) })
        drafts.push({ id: id?.[1] ?? '', level: 'error', place, message: said!.replace(RAW_IDENTIFIER, '') })
      } else if (heading !== null) file = heading[1]!.trim().replace(/ \(in context of [^()]{1,500}\)$/, '')
      else if (line.trim() === '') file = null
      else if (file !== null && !RULE.test(line))
        addRow(drafts, { file, line, place: (row) => placeAt(repo, file!, { line: row }) })
    }
    return { kind: 'drafts', drafts }
  },
}

/** A row with a number begins a remark; one without goes on with it, or names its identifier. */
function addRow(
  drafts: Draft[],
  { line, place }: { file: string; line: string; place: (row: number | null) => Draft['place'] },
): void {
  const row = ROW.exec(line)
  if (row === null) return
  const [, number, rest] = row
  const said = rest!.trim()
  const last = drafts.at(-1)
  if (number !== '')
    drafts.push({ id: '', level: 'error', place: place(Number(number!.replace(':', ''))), message: said })
  else if (last !== undefined) {
    const identifier = IDENTIFIER.exec(said)
    if (identifier !== null) last.id = identifier[1]!
    else if (/^(?:💡|✏️|✏|tip:)/u.test(said)) last.fix ??= said.replace(/^\S+\s+/, '')
    else if (last.fix === undefined && last.id === '') last.message += ` ${said}`
  }
}
