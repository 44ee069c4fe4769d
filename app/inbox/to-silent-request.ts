import { z } from 'zod'
import type { Request } from '../../core/command/request.ts'
import type { Delivery } from './inbox.ts'
import { issuePayload, toActor, toPlace, userSchema } from './payload.ts'

/** What somebody did to an issue that may ask for work: put a label on it, or assign somebody to it. */
export type Gesture = { by: 'label'; name: string } | { by: 'assignment'; login: string }

export type SilentlyAsked =
  | { kind: 'request'; request: Request; gesture: Gesture }
  | { kind: 'ignore'; reason: string }

const payloadSchema = z.object({
  ...issuePayload,
  label: z.object({ name: z.string() }).optional(),
  assignee: userSchema.nullish(),
})

/** Who did what to which issue, without a word. The request's comment has no id: there is none. */
export function toSilentRequest(delivery: Delivery): SilentlyAsked {
  const name = `${delivery.event}.${delivery.action}`
  const parsed = payloadSchema.safeParse(delivery.payload)
  if (!parsed.success) return ignore(`${name} does not look like GitHub's: ${z.prettifyError(parsed.error)}`)
  const { installation, repository, issue, sender, label, assignee } = parsed.data
  const gesture = toGesture(delivery.action, { label: label?.name, assignee: assignee?.login })
  if (delivery.event !== 'issues' || gesture === null) return ignore(`${name} asks for nothing`)
  const actor = toActor(sender)
  if (actor === null) return ignore(`${sender.login} is no person`)
  if (!installation) return ignore('the delivery names no installation')
  if (repository.archived) return ignore('the repository is archived')
  return {
    kind: 'request',
    gesture,
    request: {
      installation: installation.id,
      ...toPlace(parsed.data),
      comment: { id: null, body: '', url: issue.html_url, at: '' },
      actor,
    },
  }
}

function toGesture(
  action: string | null,
  { label, assignee }: { label: string | undefined; assignee: string | undefined },
): Gesture | null {
  if (action === 'labeled' && label !== undefined) return { by: 'label', name: label }
  if (action === 'assigned' && assignee !== undefined) return { by: 'assignment', login: assignee }
  return null
}

function ignore(reason: string): SilentlyAsked {
  return { kind: 'ignore', reason }
}
