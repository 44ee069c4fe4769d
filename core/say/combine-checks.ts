import { codeSpan } from '../markdown/write.ts'
import type { Conclusion } from '../run/conclusion.ts'
import { CHECK_TEXT } from '../run/github-limits.ts'
import { MOST_ANNOTATIONS } from './annotations.ts'
import { cutLine } from './cut.ts'
import { fitSections } from './fit-sections.ts'
import type { HarnessCheck } from './harness-check.ts'
import { count, plural } from './numbers.ts'

/** Worst first. */
const ORDER: Conclusion[] = ['failure', 'action_required', 'timed_out', 'cancelled', 'neutral', 'success']

export type OfPullRequest = { number: number; baseRef: string; check: HarnessCheck }

/**
 * A check run belongs to a commit, and a commit may be the head of several pull requests: the worst of them counts, so
 * that a pull request into a branch with laxer rules makes no other one green. `unlooked` counts those left out.
 */
export function combineChecks(checks: OfPullRequest[], unlooked: number): HarnessCheck | null {
  const sorted = checks.toSorted(
    (a, b) => ORDER.indexOf(a.check.conclusion) - ORDER.indexOf(b.check.conclusion) || a.number - b.number,
  )
  const [worst] = sorted
  if (worst === undefined) return null
  if (sorted.length === 1 && unlooked === 0) return worst.check
  const left =
    unlooked > 0
      ? `${plural(unlooked, 'more pull request')} of this commit ${unlooked === 1 ? 'was' : 'were'} not looked at. Close what is not needed, then run this check again.`
      : ''
  const passes = ['neutral', 'success'].includes(worst.check.conclusion)
  return {
    conclusion: unlooked > 0 && passes ? 'action_required' : worst.check.conclusion,
    output: {
      name: 'harness',
      title: cutLine(`#${worst.number}: ${worst.check.output.title}`, 255),
      summary: fitSections(
        [
          {
            name: 'the outcome',
            text: `This commit is the head of ${count(sorted.length + unlooked)} pull requests; the worst of them counts. ${left}`.trim(),
          },
          ...sorted.map(({ number, baseRef, check }) => ({
            name: `#${number}`,
            text: `## #${number} into ${codeSpan(baseRef)}\n\n${check.output.summary}`,
          })),
        ],
        CHECK_TEXT,
        '',
      ),
      text: '',
      annotations: sorted.flatMap(({ check }) => check.output.annotations).slice(0, MOST_ANNOTATIONS),
    },
  }
}
