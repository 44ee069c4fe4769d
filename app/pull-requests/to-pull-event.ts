import { z } from 'zod'
import type { Place } from '../github/installation.ts'
import type { Delivery } from '../inbox/inbox.ts'

/** A delivery about a pull request: which one, as far as the delivery may be believed; the rest is read anew. */
export type PullEvent =
  | { kind: 'pull'; place: Place; number: number; baseRef: string }
  | { kind: 'ignore'; reason: string }

const payloadSchema = z.object({
  installation: z.object({ id: z.number() }).optional(),
  repository: z.object({
    id: z.number(),
    name: z.string(),
    owner: z.object({ login: z.string() }),
    archived: z.boolean().optional(),
  }),
  pull_request: z.object({ number: z.number(), base: z.object({ ref: z.string() }) }),
  review: z.object({ state: z.string() }).optional(),
  changes: z.object({ base: z.unknown().optional() }).optional(),
})

export function toPullEvent({ event, action, payload }: Delivery): PullEvent {
  const parsed = payloadSchema.safeParse(payload)
  const name = `${event}.${action}`
  if (!parsed.success) return ignore(`${name} does not look like GitHub's: ${z.prettifyError(parsed.error)}`)
  const { installation, repository, pull_request: pull, review, changes } = parsed.data
  if (!installation) return ignore('the delivery names no installation')
  if (repository.archived) return ignore('the repository is archived')
  if (name === 'pull_request.edited' && changes?.base === undefined)
    return ignore('the base branch is the same')
  if (name !== 'pull_request_review.dismissed' && review?.state === 'commented')
    return ignore('a review that only comments decides nothing')
  const { id, name: repo, owner } = repository
  return {
    kind: 'pull',
    place: { installation: installation.id, repository: { id, owner: owner.login, name: repo } },
    number: pull.number,
    baseRef: pull.base.ref,
  }
}

function ignore(reason: string): PullEvent {
  return { kind: 'ignore', reason }
}
