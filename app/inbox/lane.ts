import { z } from 'zod'
import type { Delivery } from './inbox.ts'

const subjectSchema = z.object({
  repository: z.object({ id: z.number() }).optional(),
  issue: z.object({ number: z.number() }).optional(),
  pull_request: z.object({ number: z.number() }).optional(),
})

/** What a delivery is about: an issue or pull request, else its repository, else nothing in particular. */
export function laneOf({ guid, payload }: Delivery): string {
  const subject = subjectSchema.safeParse(payload).data
  if (!subject?.repository) return guid
  const number = subject.issue?.number ?? subject.pull_request?.number
  return number === undefined ? `${subject.repository.id}` : `${subject.repository.id}#${number}`
}
