import { z } from 'zod'
import type { Request } from '../../core/command/request.ts'
import type { Delivery } from './inbox.ts'
import { issuePayload, toActor, toPlace } from './payload.ts'

export type Asked =
  | {
      kind: 'request'
      request: Request
      /** The comment's global id. */
      node: string
      edited: boolean
      /** The comment's text before the edit; empty for a new comment. */
      before: string
    }
  | { kind: 'ignore'; reason: string }

const payloadSchema = z.object({
  action: z.enum(['created', 'edited']),
  changes: z.object({ body: z.object({ from: z.string() }).optional() }).optional(),
  ...issuePayload,
  comment: z.object({
    id: z.number(),
    node_id: z.string(),
    body: z.string().nullish(),
    html_url: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
    performed_via_github_app: z.object({ id: z.number() }).nullish(),
  }),
})

/**
 * Who asked what where in a comment, as far as the delivery says. Our own comments are never requests; whether a bot may ask is for the rules to say.
 * Of an edited comment only `before` tells what is new.
 */
export function toRequest(delivery: Delivery, self: { appId: number }): Asked {
  const name = delivery.action === null ? delivery.event : `${delivery.event}.${delivery.action}`
  if (delivery.event !== 'issue_comment' || !['created', 'edited'].includes(delivery.action ?? ''))
    return ignore(`${name} asks for nothing`)
  const parsed = payloadSchema.safeParse(delivery.payload)
  if (!parsed.success) return ignore(`${name} does not look like GitHub's: ${z.prettifyError(parsed.error)}`)
  const { installation, repository, comment, sender, changes, action } = parsed.data
  if (comment.performed_via_github_app?.id === self.appId) return ignore('the comment is our own')
  const actor = toActor(sender)
  if (actor === null) return ignore(`${sender.login} is no person`)
  if (!installation) return ignore('the delivery names no installation')
  if (repository.archived) return ignore('the repository is archived')
  if (action === 'edited' && changes?.body === undefined) return ignore('the text of the comment is the same')
  return {
    kind: 'request',
    node: comment.node_id,
    edited: action === 'edited',
    before: action === 'edited' ? (changes?.body?.from ?? '') : '',
    request: {
      installation: installation.id,
      ...toPlace(parsed.data),
      comment: {
        id: comment.id,
        body: comment.body ?? '',
        url: comment.html_url,
        at: action === 'edited' ? comment.updated_at : comment.created_at,
      },
      actor,
    },
  }
}

function ignore(reason: string): Asked {
  return { kind: 'ignore', reason }
}
