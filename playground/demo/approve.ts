import type { Stage } from '../stage.ts'

/**
 * What a colleague does who is asked: looks at the pull request and approves it. Nothing where the check run `approvals`
 * asks for nobody, and nothing in a repository of somebody's own, whose people are not here.
 *
 * @returns whether somebody approved.
 */
export async function approve({
  playground,
  repository,
  installed,
}: Pick<Stage, 'playground' | 'repository' | 'installed'>): Promise<boolean> {
  const { approver } = installed
  const pull = playground.read.pullRequests(repository).at(-1)
  if (approver === null || pull === undefined) return false
  const waits = playground.read
    .checkRuns(repository, pull.head.sha)
    .some(({ name, conclusion }) => name === 'approvals' && conclusion === 'action_required')
  if (!waits) return false
  const review = await playground.review(repository, pull.number, {
    event: 'APPROVE',
    body: 'A row of its own, rounded once: fine by billing.',
    actor: approver,
  })
  if (review.kind === 'refused') throw new Error(`${approver} cannot approve: ${review.why}`)
  return true
}
