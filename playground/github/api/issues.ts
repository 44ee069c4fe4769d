import { z } from 'zod'
import { assign, editIssue, openIssue, setIssueState, setLabels } from '../acts/issue.ts'
import { endpoint } from '../http/endpoint.ts'
import { atLeast } from '../http/needs.ts'
import { paginate } from '../http/paginate.ts'
import { forbidden, invalid } from '../http/refusal.ts'
import { issueView } from '../views/issue.ts'
import { type Account, findAccount } from '../world/account.ts'
import { issuesOf, permissionOf, type Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { theIssue } from './find.ts'

const labelsSchema = z.array(z.union([z.string(), z.object({ name: z.string() })]))
const names = (labels: z.infer<typeof labelsSchema>) =>
  labels.map((label) => (typeof label === 'string' ? label : label.name))

export const issues = [
  endpoint('GET /repos/{owner}/{repo}/issues')({
    docs: 'issues/issues#list-repository-issues',
    needs: 'issues=read; pull_requests=read',
    query: z.object({
      state: z.enum(['open', 'closed', 'all']).default('open'),
      labels: z.string().optional(),
      creator: z.string().optional(),
      since: z.iso.datetime({ offset: true }).optional(),
      sort: z.enum(['created', 'updated', 'comments']).default('created'),
      direction: z.enum(['asc', 'desc']).default('desc'),
    }),
    answer: (call) => {
      const { repository, world, query } = call
      const wanted = query.labels?.split(',').map((name) => name.toLowerCase()) ?? []
      const found = issuesOf(repository)
        .filter((issue) => query.state === 'all' || issue.state === query.state)
        .filter((issue) => !query.creator || issue.author.account.login === query.creator)
        .filter((issue) => !query.since || issue.updatedAt >= query.since)
        .filter((issue) =>
          wanted.every((name) => issue.labels.some((label) => label.name.toLowerCase() === name)),
        )
      if (query.sort === 'updated') found.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
      if (query.direction === 'asc') found.reverse()
      const { slice, headers } = paginate(call, found)
      return { status: 200, body: slice.map((issue) => issueView(world, repository, issue)), headers }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/issues')({
    docs: 'issues/issues#create-an-issue',
    needs: 'issues=write',
    role: 'read',
    body: z.object({
      title: z.coerce.string(),
      body: z.string().nullish(),
      labels: labelsSchema.optional(),
      assignees: z.array(z.string()).optional(),
    }),
    answer: ({ world, repository, actor, body }) => {
      const trusted = actor.app !== null || atLeast(permissionOf(repository, actor.account), 'triage')
      const issue = openIssue(world, repository, {
        title: body.title,
        body: body.body ?? null,
        // GitHub drops silently what a stranger may not set.
        labels: trusted ? names(body.labels ?? []) : [],
        assignees: trusted ? accounts(world, repository, body.assignees ?? []) : [],
        actor,
      })
      return { status: 201, body: issueView(world, repository, issue) }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/issues/{issue_number}')({
    docs: 'issues/issues#get-an-issue',
    needs: 'issues=read; pull_requests=read',
    answer: ({ world, repository, params, needFor }) => {
      const issue = theIssue(repository, params.issue_number)
      needFor(issue, 'read')
      return { status: 200, body: issueView(world, repository, issue) }
    },
  }),

  endpoint('PATCH /repos/{owner}/{repo}/issues/{issue_number}')({
    docs: 'issues/issues#update-an-issue',
    needs: 'issues=write; pull_requests=write',
    role: 'read',
    body: z.object({
      title: z.coerce.string().nullish(),
      body: z.string().nullish(),
      state: z.enum(['open', 'closed']).optional(),
      state_reason: z.enum(['completed', 'not_planned', 'duplicate', 'reopened']).nullish(),
      labels: labelsSchema.optional(),
      assignees: z.array(z.string()).optional(),
    }),
    answer: ({ world, repository, params, actor, body, needFor }) => {
      const issue = theIssue(repository, params.issue_number)
      needFor(issue, 'write', issue.author.account === actor.account ? 'read' : 'triage')
      editIssue(world, repository, {
        issue,
        title: body.title ?? undefined,
        body: body.body === undefined ? undefined : body.body,
        actor,
      })
      if (body.labels) setLabels(world, repository, { issue, names: names(body.labels), actor })
      if (body.assignees) {
        const wanted = accounts(world, repository, body.assignees)
        issue.assignees = issue.assignees.filter((account) => wanted.includes(account))
        assign(world, repository, { issue, accounts: wanted, actor })
      }
      if (body.state)
        setIssueState(world, repository, {
          issue,
          state: body.state,
          reason: body.state_reason ?? undefined,
          actor,
        })
      return { status: 200, body: issueView(world, repository, issue) }
    },
  }),

  endpoint('PUT /repos/{owner}/{repo}/issues/{issue_number}/lock')({
    docs: 'issues/issues#lock-an-issue',
    needs: 'issues=write; pull_requests=write',
    answer: ({ repository, params, needFor }) => {
      const issue = theIssue(repository, params.issue_number)
      needFor(issue, 'write')
      issue.locked = true
      return { status: 204, body: null }
    },
  }),

  endpoint('DELETE /repos/{owner}/{repo}/issues/{issue_number}/lock')({
    docs: 'issues/issues#unlock-an-issue',
    needs: 'issues=write; pull_requests=write',
    answer: ({ repository, params, needFor }) => {
      const issue = theIssue(repository, params.issue_number)
      needFor(issue, 'write')
      issue.locked = false
      return { status: 204, body: null }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/issues/{issue_number}/assignees')({
    docs: 'issues/assignees#add-assignees-to-an-issue',
    needs: 'issues=write; pull_requests=write',
    role: 'triage',
    body: z.object({ assignees: z.array(z.string()).default([]) }),
    answer: ({ world, repository, params, actor, body, needFor }) => {
      const issue = theIssue(repository, params.issue_number)
      needFor(issue, 'write', 'triage')
      assign(world, repository, { issue, accounts: accounts(world, repository, body.assignees), actor })
      return { status: 201, body: issueView(world, repository, issue) }
    },
  }),
]

/** @throws Refusal when somebody may not be assigned here. */
function accounts(world: World, repository: Repository, logins: string[]): Account[] {
  return logins.map((login) => {
    const account = findAccount(world, login)
    if (!account || !atLeast(permissionOf(repository, account), 'read'))
      throw invalid({ resource: 'Issue', code: 'invalid', field: 'assignees', value: login })
    if (account.type === 'Bot') throw forbidden(`${login} cannot be assigned`)
    return account
  })
}
