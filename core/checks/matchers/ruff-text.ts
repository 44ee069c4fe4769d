import type { Draft, Format } from '../format.ts'
import { placeAt } from '../place-at.ts'

const HEAD = /^(?:([A-Z]{1,8}\d{1,6}) (?:\[\*\] )?|([a-z][a-z-]{1,60}): )(\S.*)$/
const ARROW = /^\s{1,20}--> ([^\n]{1,1000}?):(\d{1,7}):(\d{1,7})$/
const HELP = /^help: (\S.*)$/

/** Ruff's default output ("full"): the rule and the message, below it an arrow with the place. https://docs.astral.sh/ruff/linter/ */
export const ruffText: Format = {
  name: 'ruff-text',
  structured: false,
  sniff: (text) =>
    /^(?:[A-Z]{1,8}\d{1,6} |[a-z][a-z-]{1,60}: )\S[^\n]*\n\s{1,20}--> [^\n]+\.(?:pyi?|ipynb)[^\n]*:\d{1,7}:\d{1,7}$/m.test(
      text,
    ),
  parse(text, repo) {
    const drafts: Draft[] = []
    let head: { id: string; message: string } | null = null
    for (const line of text.split('\n')) {
      const arrow = line.length > 4_000 || head === null ? null : ARROW.exec(line)
      if (arrow !== null && head !== null) {
        const [, file, row, column] = arrow
        drafts.push({
          ...head,
          level: 'error',
          place: placeAt(repo, file!, { line: Number(row), column: Number(column) }),
        })
        head = null
        continue
      }
      const help = HELP.exec(line)
      const last = drafts.at(-1)
      if (help !== null && last !== undefined) last.fix ??= help[1]!
      const said = help !== null || line.length > 4_000 ? null : HEAD.exec(line)
      head = said === null ? null : { id: said[1] ?? said[2]!, message: said[3]! }
    }
    return { kind: 'drafts', drafts }
  },
}
