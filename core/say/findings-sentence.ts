import type { Level } from '../rules/finding.ts'
import type { Annotated } from './annotations.ts'
import { count, listed, plural } from './numbers.ts'

const NAMES: Record<Level, string> = { error: 'error', warn: 'warning', info: 'note' }

/** How much remains, where it stands, and what is not shown. */
export function findingsSentence(levels: Level[], { leftOut, preexisting }: Annotated): string {
  const counts = (['error', 'warn', 'info'] as const)
    .map((level) => ({ level, count: levels.filter((one) => one === level).length }))
    .filter((one) => one.count > 0)
    .map((one) => plural(one.count, NAMES[one.level]))
  const sentences = [
    counts.length === 0
      ? 'No finding remains.'
      : `${listed(counts)} ${levels.length === 1 ? 'remains' : 'remain'}, each at its line as an annotation.`,
    leftOut > 0 ? `${count(leftOut)} more are not shown: an annotation for each would be too many.` : '',
    preexisting > 0
      ? `${plural(preexisting, 'finding was', 'findings were')} there before this change and ${preexisting === 1 ? 'is' : 'are'} not shown.`
      : '',
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}
