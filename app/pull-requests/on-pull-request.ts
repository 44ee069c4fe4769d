import { CODEOWNERS_PATHS } from '../../core/approvals/codeowners.ts'
import { checkApprovals } from '../approvals/check-approvals.ts'
import type { Permissions } from '../github/installation.ts'
import type { Delivery } from '../inbox/inbox.ts'
import type { Reins } from '../reins.ts'
import { readPullRequest } from './read-pull-request.ts'
import { toPullEvent } from './to-pull-event.ts'

const PERMISSIONS: Permissions = { contents: 'read', pull_requests: 'read', checks: 'write' }

/** A pull request was opened, went on or was reviewed: its head gets its check runs. What the event says is read anew. */
export async function onPullRequest(reins: Reins, delivery: Delivery): Promise<void> {
  const asked = toPullEvent(delivery)
  if (asked.kind === 'ignore') return reins.ignore(delivery, asked.reason)
  const { place, number, baseRef } = asked
  const client = await reins.clients(place, PERMISSIONS)
  const read = await readPullRequest(client, { number, baseRef, files: CODEOWNERS_PATHS })
  if (!read?.facts.open) return reins.ignore(delivery, 'the pull request is not open any more')
  await checkApprovals(reins, { client, place }, read)
}
