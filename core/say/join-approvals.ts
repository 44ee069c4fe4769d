import { codeSpan } from '../markdown/write.ts'
import { CHECK_TEXT } from '../run/github-limits.ts'
import type { ApprovalsCheck } from './approvals-check.ts'
import { fitSections } from './fit-sections.ts'

export type OfPull = { number: number; baseRef: string; check: ApprovalsCheck }

const WORST = ['action_required', 'success', 'neutral'] as const

/**
 * One check run for all pull requests of a commit: it passes when all of them do.
 * @param more there are others that were not looked at.
 */
export function joinApprovals(given: readonly OfPull[], more: boolean): ApprovalsCheck {
  const parts = given.toSorted((a, b) => a.number - b.number)
  const worst = WORST.flatMap((one) => parts.filter(({ check }) => check.conclusion === one))[0]
  if (worst === undefined) throw new Error('There is no pull request to speak for.')
  if (parts.length === 1 && !more) return worst.check
  const summary = fitSections(
    [
      {
        name: 'why',
        text: 'Several open pull requests have this commit as their head. A check run belongs to the commit, so it speaks for all of them.',
      },
      {
        name: 'what was not looked at',
        text: more ? 'There are too many of them to look at each. Close some, then push again.' : '',
      },
      ...parts.map(({ number, baseRef, check }) => ({
        name: `#${number}`,
        text: `## #${number} into ${codeSpan(baseRef)}: ${check.title}\n\n${check.summary}`,
      })),
    ],
    CHECK_TEXT,
  )
  const { name, conclusion, title } = worst.check
  return more
    ? { name, conclusion: 'action_required', title: 'Too many pull requests of one commit', summary }
    : { name, conclusion, title: `#${worst.number}: ${title}`, summary }
}
