import { z } from 'zod'
import { editIssue, setIssueState } from '../acts/issue.ts'
import { mergePull } from '../acts/merge-pull.ts'
import { changeBase, openPull } from '../acts/pull-request.ts'
import { pullBase, pullCommits, pullFiles, pullNumbers } from '../git/pull-numbers.ts'
import { readCommits } from '../git/read-commits.ts'
import { endpoint } from '../http/endpoint.ts'
import { paginate } from '../http/paginate.ts'
import { invalid, unprocessable } from '../http/refusal.ts'
import { MAX_LISTED_FILES } from '../limits.ts'
import { commitView, diffEntryView } from '../views/commit.ts'
import { fullPullView, isPull, type Pull, pullView } from '../views/pull-request.ts'
import { issuesOf, type Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { thePull } from './find.ts'

export const pulls = [
  endpoint('GET /repos/{owner}/{repo}/pulls')({
    docs: 'pulls/pulls#list-pull-requests',
    needs: 'pull_requests=read',
    query: z.object({
      state: z.enum(['open', 'closed', 'all']).default('open'),
      head: z.string().optional(),
      base: z.string().optional(),
      direction: z.enum(['asc', 'desc']).default('desc'),
    }),
    answer: (call) => {
      const { world, repository, query } = call
      const found = issuesOf(repository)
        .filter(isPull)
        .filter((issue) => query.state === 'all' || issue.state === query.state)
        .filter(({ pull }) => !query.base || pull.base.ref === query.base)
        .filter(({ pull }) => {
          const { head } = pull
          // Without "owner:" GitHub ignores the filter.
          return !query.head?.includes(':') || `${head.repository.owner.login}:${head.ref}` === query.head
        })
      if (query.direction === 'asc') found.reverse()
      const { slice, headers } = paginate(call, found)
      return { status: 200, body: slice.map((one) => pullView(world, repository, one)), headers }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/pulls')({
    docs: 'pulls/pulls#create-a-pull-request',
    needs: 'pull_requests=write',
    role: 'read',
    body: z.object({
      title: z.string(),
      head: z.string(),
      base: z.string(),
      body: z.string().nullish(),
      draft: z.boolean().default(false),
      maintainer_can_modify: z.boolean().default(true),
    }),
    answer: async ({ world, repository, actor, body }) => {
      const issue = await openPull(world, repository, {
        ...body,
        body: body.body ?? null,
        maintainerCanModify: body.maintainer_can_modify,
        actor,
      })
      return { status: 201, body: await whole(world, repository, issue) }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/pulls/{pull_number}')({
    docs: 'pulls/pulls#get-a-pull-request',
    needs: 'pull_requests=read',
    answer: async ({ world, repository, params, headers }) => {
      const issue = thePull(repository, params.pull_number)
      if (/\bdiff\b/.test(headers.get('accept') ?? '')) {
        const range = [await pullBase(repository, issue.pull), issue.pull.head.sha]
        const diff = await repository.git.run(['diff', '--no-ext-diff', '--full-index', ...range])
        return { raw: diff.stdout, headers: { 'content-type': 'application/vnd.github.diff; charset=utf-8' } }
      }
      return { status: 200, body: await whole(world, repository, issue) }
    },
  }),

  endpoint('PATCH /repos/{owner}/{repo}/pulls/{pull_number}')({
    docs: 'pulls/pulls#update-a-pull-request',
    needs: 'pull_requests=write',
    body: z.object({
      title: z.string().optional(),
      body: z.string().nullish(),
      state: z.enum(['open', 'closed']).optional(),
      base: z.string().optional(),
    }),
    answer: async ({ world, repository, params, actor, body }) => {
      const issue = thePull(repository, params.pull_number)
      editIssue(world, repository, { issue, title: body.title, body: body.body, actor })
      if (body.base !== undefined) await changeBase(world, repository, { issue, base: body.base, actor })
      if (body.state === 'open' && issue.pull.merged)
        throw invalid({
          resource: 'PullRequest',
          code: 'custom',
          field: 'state',
          message: 'state cannot be changed. The pull request is merged.',
        })
      if (body.state) setIssueState(world, repository, { issue, state: body.state, actor })
      return { status: 200, body: await whole(world, repository, issue) }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/pulls/{pull_number}/files')({
    docs: 'pulls/pulls#list-pull-requests-files',
    needs: 'pull_requests=read',
    answer: async (call) => {
      const { world, repository, params } = call
      const { pull } = thePull(repository, params.pull_number)
      const files = (await pullFiles(repository, pull)).slice(0, MAX_LISTED_FILES)
      const { slice, headers } = paginate(call, files)
      const ref = pull.head.sha
      return {
        status: 200,
        body: slice.map((file) => diffEntryView(world, repository, { file, ref })),
        headers,
      }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/pulls/{pull_number}/commits')({
    docs: 'pulls/pulls#list-commits-on-a-pull-request',
    needs: 'pull_requests=read',
    answer: async (call) => {
      const { world, repository, params } = call
      const shas = await pullCommits(repository, thePull(repository, params.pull_number).pull)
      const { slice, headers } = paginate(call, shas.slice(0, 250))
      const found = await readCommits(repository.git, slice)
      return { status: 200, body: found.map((one) => commitView(world, repository, one)), headers }
    },
  }),

  endpoint('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge')({
    docs: 'pulls/pulls#merge-a-pull-request',
    needs: 'contents=write',
    body: z.object({
      commit_title: z.string().optional(),
      commit_message: z.string().optional(),
      sha: z.string().optional(),
      merge_method: z.enum(['merge', 'squash', 'rebase']).default('merge'),
    }),
    answer: async ({ world, repository, params, actor, body }) => {
      const issue = thePull(repository, params.pull_number)
      if (body.merge_method === 'rebase') throw unprocessable('playground: rebase merging is not supported')
      const sha = await mergePull(world, repository, {
        issue,
        actor,
        expected: body.sha,
        squash: body.merge_method === 'squash',
        title: body.commit_title,
        message: body.commit_message,
      })
      return { status: 200, body: { sha, merged: true, message: 'Pull Request successfully merged' } }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers')({
    docs: 'pulls/review-requests#request-reviewers-for-a-pull-request',
    needs: 'pull_requests=write',
    body: z.object({
      reviewers: z.array(z.string()).default([]),
      team_reviewers: z.array(z.string()).default([]),
    }),
    answer: ({ world, repository, params, body }) => {
      const issue = thePull(repository, params.pull_number)
      for (const login of body.reviewers) {
        const account = world.accounts.get(login.toLowerCase())
        const may = account && (repository.permissions.get(account.id) ?? 'none') !== 'none'
        if (!account || (!may && account !== repository.owner))
          throw unprocessable(
            'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.',
          )
        if (account === issue.author.account)
          throw unprocessable('Review cannot be requested from pull request author.')
        if (!issue.pull.requestedReviewers.includes(account)) issue.pull.requestedReviewers.push(account)
      }
      return { status: 201, body: pullView(world, repository, issue) }
    },
  }),
]

async function whole(world: World, repository: Repository, issue: Pull) {
  return fullPullView(world, repository, { issue, numbers: await pullNumbers(repository, issue.pull) })
}
