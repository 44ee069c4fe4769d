import { listed } from '../../core/say/numbers.ts'
import type { Collected } from '../changes.ts'
import { type NumberedDiff, numberedDiff } from './numbered-diff.ts'

/** Characters of all diffs together, about 15,000 tokens. */
const MOST_DIFF = 60_000
const MOST_NAMED = 10

export type AskedFile = { path: string; content: string; diff: NumberedDiff }

/** The changed text files that a model gets to see, with what is new in them; and paths that are too much to look at. */
export function boundedFiles(files: Collected['files']): { files: AskedFile[]; leftOut: string[] } {
  const shown: AskedFile[] = []
  const leftOut: string[] = []
  let left = MOST_DIFF
  for (const { path, content, base } of files) {
    const diff = numberedDiff(base, content)
    if (diff !== null && diff.added.size === 0) continue
    if (diff === null || diff.text.length > left) leftOut.push(path)
    else {
      shown.push({ path, content, diff })
      left -= diff.text.length
    }
  }
  return { files: shown, leftOut }
}

/** In words; "" when everything was seen. */
export function passedOver(leftOut: string[]): string {
  if (leftOut.length === 0) return ''
  return `too large to look at: ${listed(leftOut.slice(0, MOST_NAMED))}${leftOut.length > MOST_NAMED ? ' …' : ''}`
}
