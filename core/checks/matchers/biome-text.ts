import type { Level } from '../../rules/finding.ts'
import type { Draft, Format } from '../format.ts'
import { placeAt } from '../place-at.ts'

/** `src/a.ts:2:21 lint/style/useConst  FIXABLE  ━━━━`; of a whole file without the numbers. */
const HEAD =
  /^(\S[^\n]{0,1000}?)(?::(\d{1,7}):(\d{1,7}))? ([a-z]\w*(?:\/\w{1,100}){0,4})(?: {1,4}[A-Z]{2,20}){0,3} {1,4}━{3,}$/
const SAID = /^ {2}([×✖!⚠iℹ]) (\S.*)$/
const FIX = /^ {2}[iℹ] (?:Safe|Unsafe|Suggested) fix: (\S.*)$/
const LEVELS: Record<string, Level> = { '!': 'warn', '⚠': 'warn', i: 'info', ℹ: 'info' }

/** Biome's default output. https://biomejs.dev/reference/reporters/ */
export const biomeText: Format = {
  name: 'biome-text',
  structured: false,
  sniff: (text) =>
    /^\S[^\n]{0,1000} [a-z]\w*(?:\/\w{1,100}){0,4}(?: {1,4}[A-Z]{2,20}){0,3} {1,4}━{3,}$/m.test(text),
  parse(text, repo) {
    const drafts: Draft[] = []
    let head: RegExpExecArray | null = null
    let open: Draft | null = null
    for (const line of text.split('\n')) {
      if (line.length > 4_000) continue
      const next: RegExpExecArray | null = line.endsWith('━━━') ? HEAD.exec(line) : null
      if (next !== null) {
        head = next
        open = null
        continue
      }
      const fix: RegExpExecArray | null = FIX.exec(line)
      if (fix !== null && open !== null) open.fix ??= fix[1]!
      const said: RegExpExecArray | null = open === null && head !== null ? SAID.exec(line) : null
      if (said === null || head === null) continue
      const [, file, row, column, id] = head
      open = {
        id: id!,
        level: LEVELS[said[1]!] ?? 'error',
        place: placeAt(repo, file!, row === undefined ? {} : { line: Number(row), column: Number(column) }),
        message: said[2]!.trimEnd(),
      }
      drafts.push(open)
    }
    return { kind: 'drafts', drafts }
  },
}
