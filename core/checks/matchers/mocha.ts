import type { Draft, Format, Repo } from '../format.ts'
import { toTestDraft } from '../test-runner.ts'
import { toldBefore } from './told-before.ts'

const START = /^ {2}\d{1,6}\) (\S.*)$/
const MOST_TITLES = 30

/** Mocha's list of failures at the end of its spec, dot and other reporters. https://mochajs.org/reporters/spec/ */
export const mocha: Format = {
  name: 'mocha',
  structured: false,
  sniff: (text) => /^ {2}\d{1,7} failing$/m.test(text) && /^ {2}1\) \S/m.test(text),
  parse(text, repo) {
    const lines = text.split('\n').filter((line) => line.length <= 4_000)
    const begin = lines.findLastIndex((line) => /^ {2}\d{1,7} failing$/.test(line))
    const drafts: Draft[] = []
    let block: string[] | null = null
    for (const line of begin === -1 ? [] : lines.slice(begin + 1)) {
      const start = START.exec(line)
      if (start === null) block?.push(line)
      else {
        if (block !== null) drafts.push(toDraft(block, repo))
        block = [start[1]!]
      }
    }
    if (block !== null) drafts.push(toDraft(block, repo))
    return { kind: 'drafts', drafts }
  },
}

/** Titles, one below the other, up to the one that ends in a colon. */
function toDraft(block: string[], repo: Repo): Draft {
  const last = block.slice(0, MOST_TITLES).findIndex((line) => line.endsWith(':'))
  const titles = block.slice(0, last + 1).map((line) => line.trim())
  const details = block.slice(last + 1)
  // A test that took too long has no frame of its own: its file stands in the message.
  const file = /^\s*Error: Timeout of [^\n]{0,500} \(([^()\n]{1,1000})\)$/m.exec(details.join('\n'))?.[1]
  return toTestDraft(
    {
      ...(file !== undefined && { file }),
      name: titles.join(' › ').replace(/:$/, ''),
      message: toldBefore(details.slice(0, diffOf(details))),
      details: details.join('\n'),
    },
    repo,
  )
}

/** "+ expected - actual" is said in words above it. */
function diffOf(lines: string[]): number {
  const at = lines.findIndex((line) => line.trim() === '+ expected - actual')
  return at === -1 ? lines.length : at
}
