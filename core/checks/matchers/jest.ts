import type { Draft, Format, Repo } from '../format.ts'
import { toTestDraft } from '../test-runner.ts'
import { toldBefore } from './told-before.ts'

const FILE = /^ {0,4}(?:FAIL|PASS) {1,2}(?:\S{1,60} )?(\S[^\n]{0,1000}?\.[A-Za-z]{1,8})(?: \([\d.,]+ m?s\))?$/
const TITLE = /^ {2}● (\S.*)$/
const END = /^(?:Test Suites|Tests|Snapshots|Summary of all failing tests)\b|^-{3,}|^ {2}●? ?console\.\w+/

/** Jest's output: under each file that failed a block for each test, its name behind "●". https://jestjs.io/docs/cli */
export const jest: Format = {
  name: 'jest',
  structured: false,
  sniff: (text) => /^ {2}● \S/m.test(text) && /^ {0,4}FAIL {1,2}\S|^Test Suites: /m.test(text),
  parse(text, repo) {
    const drafts: Draft[] = []
    let file = ''
    let block: { title: string; file: string; lines: string[] } | null = null
    const close = () => {
      if (block !== null) drafts.push(...toDrafts(block, repo))
      block = null
    }
    for (const line of text.split('\n')) {
      if (line.length > 4_000) continue
      const named = FILE.exec(line)
      const title = TITLE.exec(line)
      if (named !== null || END.test(line)) close()
      if (named !== null) file = named[1]!
      else if (title !== null) {
        close()
        block = { title: title[1]!, file, lines: [] }
      } else block?.lines.push(line)
    }
    close()
    return { kind: 'drafts', drafts }
  },
}

/** "Console" is what the file printed. */
function toDrafts(
  { title, file, lines }: { title: string; file: string; lines: string[] },
  repo: Repo,
): Draft[] {
  if (title === 'Console' || title.startsWith('Deprecation Warning')) return []
  const name = title === 'Test suite failed to run' ? '' : title
  const draft = toTestDraft({ name, file, message: toldBefore(lines), details: lines.join('\n') }, repo)
  return [name === '' && draft.message === 'failed' ? { ...draft, message: title } : draft]
}
