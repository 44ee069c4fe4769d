import { z } from 'zod'
import type { Delivery } from './inbox.ts'

const sha = z.string().regex(/^[0-9a-f]{40,64}$/)
const subjectSchema = z.object({
  repository: z.object({ id: z.number() }).optional(),
  issue: z.object({ number: z.number() }).optional(),
  pull_request: z.object({ number: z.number(), head: z.object({ sha }).optional() }).optional(),
  check_run: z.object({ head_sha: sha }).optional(),
  check_suite: z.object({ head_sha: sha }).optional(),
})

/** Events that make us judge a commit. The next push has to be seen while the one before is judged. */
const OF_COMMITS: ReadonlySet<string> = new Set(['pull_request', 'check_run', 'check_suite'])

/** What a delivery is about: a commit that is judged, an issue or pull request, else its repository, else nothing in particular. */
export function laneOf({ guid, event, payload }: Delivery): string {
  const subject = subjectSchema.safeParse(payload).data
  if (!subject?.repository) return guid
  const { repository, issue, pull_request: pull, check_run: run, check_suite: suite } = subject
  const head = OF_COMMITS.has(event) ? (pull?.head?.sha ?? run?.head_sha ?? suite?.head_sha) : undefined
  if (head !== undefined) return `${repository.id}@${head}`
  const number = issue?.number ?? pull?.number
  return number === undefined ? `${repository.id}` : `${repository.id}#${number}`
}

const ownerSchema = z.object({ installation: z.object({ id: z.number() }) })

/** Whose a delivery is: its installation's. */
export function groupOf({ payload }: Delivery): string {
  const { data } = ownerSchema.safeParse(payload)
  return `${data?.installation.id ?? 'none'}`
}

const reviewSchema = z.object({ review: z.object({ state: z.string() }) })

/**
 * What a delivery asks for, when its work reads how things stand and the work of a later one would see the same: who has approved
 * a pull request. Null for every other.
 */
export function topicOf(delivery: Delivery): string | null {
  if (delivery.event !== 'pull_request_review') return null
  const { data } = reviewSchema.safeParse(delivery.payload)
  // One that only comments decides nothing, so nobody may wait for it.
  return data === undefined || data.review.state === 'commented' ? null : `reviews of ${laneOf(delivery)}`
}
