import type { Draft, Format, Repo } from '../format.ts'
import { toTestDraft } from '../test-runner.ts'
import { toldBefore } from './told-before.ts'

const TITLE = /^ ?FAIL {1,2}(?:\|\S{1,60}\| )?(\S[^\n]{0,1000}?\.\w{1,8})(?: > (\S.*)| \[ (?:.*) \])?$/
const RULE = /^⎯{3,}/

/** Vitest's output: a block for each failed test, its name behind "FAIL". https://vitest.dev/guide/reporters */
export const vitest: Format = {
  name: 'vitest',
  structured: false,
  sniff: (text) => /^⎯{3,}[^\n]*(?:Failed (?:Tests|Suites)|Unhandled Errors)/m.test(text),
  parse(text, repo) {
    const drafts: Draft[] = []
    let block: { titles: { file: string; name: string }[]; lines: string[] } | null = null
    const close = () => {
      if (block !== null) drafts.push(...toDrafts(block, repo))
      block = null
    }
    for (const line of text.split('\n')) {
      if (line.length > 4_000) continue
      const title = TITLE.exec(line)
      if (title !== null) {
        // The same failure of several tests is told once, below all their names.
        if (block === null || block.lines.length > 0) close()
        block ??= { titles: [], lines: [] }
        block.titles.push({ file: title[1]!, name: title[2] ?? '' })
      } else if (RULE.test(line)) close()
      else block?.lines.push(line)
    }
    close()
    return { kind: 'drafts', drafts }
  },
}

function toDrafts(
  { titles, lines }: { titles: { file: string; name: string }[]; lines: string[] },
  repo: Repo,
): Draft[] {
  return titles.map(({ file, name }) =>
    toTestDraft({ name, file, message: toldBefore(lines), details: lines.join('\n') }, repo),
  )
}
