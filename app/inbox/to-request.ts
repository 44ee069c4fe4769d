import { z } from 'zod'
import type { Request } from '../../core/command/request.ts'
import type { Delivery } from './inbox.ts'

export type Asked =
  /** `before` is the comment's text before the edit; empty for a new comment. */
  { kind: 'request'; request: Request; before: string } | { kind: 'ignore'; reason: string }

const userSchema = z.object({ login: z.string(), id: z.number(), type: z.string() })
const payloadSchema = z.object({
  action: z.enum(['created', 'edited']),
  changes: z.object({ body: z.object({ from: z.string() }).optional() }).optional(),
  installation: z.object({ id: z.number() }).optional(),
  repository: z.object({
    id: z.number(),
    name: z.string(),
    owner: z.object({ login: z.string() }),
    default_branch: z.string(),
    private: z.boolean(),
    archived: z.boolean().optional(),
  }),
  issue: z.object({
    number: z.number(),
    title: z.string(),
    body: z.string().nullish(),
    state: z.string(),
    user: userSchema.nullish(),
    pull_request: z.unknown().optional(),
    labels: z.array(z.object({ name: z.string() })).optional(),
  }),
  comment: z.object({
    id: z.number(),
    body: z.string().nullish(),
    html_url: z.string(),
    created_at: z.string(),
    performed_via_github_app: z.object({ id: z.number() }).nullish(),
  }),
  sender: userSchema,
})

/**
 * Who asked what where. Comments of Apps and bots are never requests, ours least of all; of an edited comment only
 * `before` tells what is new.
 */
export function toRequest(delivery: Delivery, self: { appId: number }): Asked {
  const name = delivery.action === null ? delivery.event : `${delivery.event}.${delivery.action}`
  if (delivery.event !== 'issue_comment' || !['created', 'edited'].includes(delivery.action ?? ''))
    return ignore(`${name} asks for nothing`)
  const parsed = payloadSchema.safeParse(delivery.payload)
  if (!parsed.success) return ignore(`${name} does not look like GitHub's: ${z.prettifyError(parsed.error)}`)
  const { installation, repository, issue, comment, sender, changes, action } = parsed.data
  if (comment.performed_via_github_app?.id === self.appId) return ignore('the comment is our own')
  if (sender.type !== 'User') return ignore(`${sender.login} is no person`)
  if (!installation) return ignore('the delivery names no installation')
  if (repository.archived) return ignore('the repository is archived')
  if (action === 'edited' && changes?.body === undefined) return ignore('the text of the comment is the same')
  return {
    kind: 'request',
    before: action === 'edited' ? (changes?.body?.from ?? '') : '',
    request: {
      installation: installation.id,
      repository: {
        id: repository.id,
        owner: repository.owner.login,
        name: repository.name,
        defaultBranch: repository.default_branch,
        private: repository.private,
      },
      subject: {
        number: issue.number,
        title: issue.title,
        body: issue.body ?? '',
        author: issue.user?.login ?? 'ghost',
        isPullRequest: issue.pull_request !== undefined && issue.pull_request !== null,
        open: issue.state === 'open',
        labels: issue.labels?.map(({ name }) => name) ?? [],
      },
      comment: {
        id: comment.id,
        body: comment.body ?? '',
        url: comment.html_url,
        at: comment.created_at,
      },
      actor: { login: sender.login, id: sender.id, isBot: false },
    },
  }
}

function ignore(reason: string): Asked {
  return { kind: 'ignore', reason }
}
