import type { Level } from '../../rules/finding.ts'
import type { Draft, Format } from '../format.ts'
import { placeAt } from '../place-at.ts'
import { ruleOf } from '../reports/oxlint.ts'

const HEAD = /^ {2}([x×!⚠>☞]) (?:([\w@/-]{1,60}\([\w/-]{1,100}\)): )?(\S.*)$/
const PLACE = /^ {1,10}[,╭][-─]\[([^\n]{1,1000}?):(\d{1,7}):(\d{1,7})\]$/
const HELP = /^ {2}help: (\S.*)$/
const LEVELS: Record<string, Level> = { '!': 'warn', '⚠': 'warn', '>': 'info', '☞': 'info' }

/** oxlint's default output, as everything draws that uses miette: the message, below it a frame with the place. https://oxc.rs/docs/guide/usage/linter/output-formats.html */
export const oxlintText: Format = {
  name: 'oxlint-text',
  structured: false,
  sniff: (text) => /^ {1,10}[,╭][-─]\[[^\n]{1,1000}:\d{1,7}:\d{1,7}\]$/m.test(text),
  parse(text, repo) {
    const drafts: Draft[] = []
    let head: RegExpExecArray | null = null
    for (const line of text.split('\n')) {
      if (line.length > 4_000) continue
      const place: RegExpExecArray | null = head === null ? null : PLACE.exec(line)
      if (place !== null && head !== null) {
        const [, sign, code, message] = head
        drafts.push({
          id: ruleOf(code ?? ''),
          level: LEVELS[sign!] ?? 'error',
          place: placeAt(repo, place[1]!, { line: Number(place[2]), column: Number(place[3]) }),
          message: message!,
        })
        head = null
        continue
      }
      const help = HELP.exec(line)
      const last = drafts.at(-1)
      if (help !== null && last !== undefined) last.fix ??= help[1]!
      head = HEAD.exec(line) ?? head
    }
    return { kind: 'drafts', drafts }
  },
}
