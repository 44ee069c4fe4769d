import type { Level } from '../../rules/finding.ts'
import type { Draft, Format } from '../format.ts'
import { placeAt } from '../place-at.ts'

const REMARK =
  /^([^\s:][^:\n]{0,1000}(?::[\\/][^:\n]{0,1000})?):(\d{1,7}):(\d{1,7}): ([IRCWEF]): (?:\[[\w ]{1,30}\] )?(?:([A-Z]\w{0,60}(?:\/\w{1,80}){1,3}): )?(\S.*)$/
const LEVELS: Record<string, Level> = { I: 'info', R: 'warn', C: 'warn', W: 'warn' }

/** RuboCop's progress, clang and emacs formatters. https://docs.rubocop.org/rubocop/formatters.html */
export const rubocopText: Format = {
  name: 'rubocop-text',
  structured: false,
  sniff: (text) =>
    /^[^\s:][^\n]{0,1000}:\d{1,7}:\d{1,7}: [IRCWEF]: (?:\[[\w ]{1,30}\] )?[A-Z]\w{0,60}\/\w{1,80}/m.test(
      text,
    ),
  parse(text, repo) {
    const drafts: Draft[] = []
    for (const line of text.split('\n')) {
      const remark = line.length > 4_000 ? null : REMARK.exec(line)
      if (remark === null) continue
      const [, file, row, column, level, id, message] = remark
      drafts.push({
        id: id ?? '',
        level: LEVELS[level!] ?? 'error',
        place: placeAt(repo, file!, { line: Number(row), column: Number(column) }),
        message: message!,
      })
    }
    return { kind: 'drafts', drafts }
  },
}
