import type { Level } from '../rules/finding.ts'
import type { Annotated } from './annotations.ts'
import { count, listed, plural } from './numbers.ts'

const NAMES: Record<Level, string> = { error: 'error', warn: 'warning', info: 'note' }

/** How much remains, where it stands, and what is not shown. */
export function findingsSentence(levels: Level[], { leftOut, preexisting, unplaced }: Annotated): string {
  const counts = (['error', 'warn', 'info'] as const)
    .map((level) => ({ level, count: levels.filter((one) => one === level).length }))
    .filter((one) => one.count > 0)
    .map((one) => plural(one.count, NAMES[one.level]))
  const one = levels.length === 1
  const where =
    unplaced.length === 0
      ? `, ${leftOut > 0 ? 'the worst as annotations at their lines' : one ? 'an annotation at its line' : 'each an annotation at its line'}`
      : unplaced.length < levels.length
        ? `; ${count(unplaced.length)} without a place in a file, the others as annotations at their lines`
        : ', without a place in a file'
  const sentences = [
    counts.length === 0 ? 'No finding remains.' : `${listed(counts)} ${one ? 'remains' : 'remain'}${where}.`,
    leftOut > 0
      ? `${count(leftOut)} ${leftOut === 1 ? 'is' : 'are'} left out: one check run cannot show them all.`
      : '',
    preexisting > 0
      ? `${plural(preexisting, 'finding was', 'findings were')} there before this change and ${preexisting === 1 ? 'is' : 'are'} not shown.`
      : '',
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}
