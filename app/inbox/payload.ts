import { z } from 'zod'
import type { Request } from '../../core/command/request.ts'

/** The parts that payloads about an issue have in common; GitHub sends far more. */
export const userSchema = z.object({ login: z.string(), id: z.number(), type: z.string() })
export const issuePayload = {
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
    html_url: z.string(),
    user: userSchema.nullish(),
    labels: z.array(z.object({ name: z.string() })).nullish(),
    pull_request: z.unknown().optional(),
  }),
  sender: userSchema,
}
const payloadSchema = z.object(issuePayload)
type Payload = z.infer<typeof payloadSchema>

export function toPlace({ repository, issue }: Payload): Pick<Request, 'repository' | 'subject'> {
  return {
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
      labels: (issue.labels ?? []).map(({ name }) => name),
      isPullRequest: issue.pull_request !== undefined && issue.pull_request !== null,
      open: issue.state === 'open',
      changed: false,
    },
  }
}

/** Who did it. Apps act as bots; an account of another kind (an organisation) asks for nothing. */
export function toActor({ login, id, type }: z.infer<typeof userSchema>): Request['actor'] | null {
  if (type === 'User') return { login, id, isBot: login.endsWith('[bot]') }
  return type === 'Bot' ? { login, id, isBot: true } : null
}
