import { z } from 'zod'
import type { Asked } from '../approvals/check-approvals.ts'
import type { Delivery } from '../inbox/inbox.ts'
import { placeShape, toPlace } from './place.ts'

const eventSchema = z.object({
  ...placeShape,
  pull_request: z.object({
    number: z.number(),
    state: z.string(),
    updated_at: z.string(),
    head: z.object({ sha: z.string().regex(/^[0-9a-f]{40,64}$/) }),
    base: z.object({ ref: z.string() }),
  }),
  review: z.object({ id: z.number(), state: z.string() }).optional(),
  changes: z.object({ base: z.unknown() }).partial().optional(),
})
type PullEvent = Pick<z.infer<typeof eventSchema>, 'review' | 'changes'> & { asked: Asked }

/** What a delivery says about an open pull request; only where to look is taken from it. Null: nothing to look at. */
export function toPullEvent({ payload }: Delivery): PullEvent | null {
  const { data } = eventSchema.safeParse(payload)
  if (!data || data.repository.archived || data.pull_request.state !== 'open') return null
  const { pull_request: pull, review, changes } = data
  return {
    asked: {
      place: toPlace(data),
      number: pull.number,
      baseRef: pull.base.ref,
      head: pull.head.sha,
      at: pull.updated_at,
      review: null,
    },
    review,
    changes,
  }
}
