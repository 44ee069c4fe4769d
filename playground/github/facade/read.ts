import type { Playground } from '../../interface/playground.ts'
import type { PullRequestView } from '../../interface/views.ts'
import { resolveCommit } from '../git/resolve.ts'
import { readFileAt } from '../git/tree.ts'
import { isPull } from '../views/pull-request.ts'
import { repositoryHtmlUrl } from '../views/repository-urls.ts'
import { runHtmlUrl } from '../views/workflow-run.ts'
import type { Repository } from '../world/repository.ts'
import { fullName, theRepository } from '../world/repository.ts'
import type { World } from '../world/world.ts'

/** What stands on GitHub now, for tests, demo and page. */
export function readBack(world: World): Playground['read'] {
  return {
    users: () => [...world.accounts.values()].filter((one) => one.type === 'User').map((one) => one.login),
    repositories: () =>
      [...world.repositories.values()].map((one) => ({
        fullName: fullName(one),
        id: one.id,
        defaultBranch: one.defaultBranch,
        private: one.private,
      })),
    issues: (name) =>
      [...theRepository(world, name).issues.values()].map((issue) => ({
        number: issue.number,
        title: issue.title,
        body: issue.body ?? '',
        state: issue.state,
        actor: issue.author.account.login,
        isPullRequest: isPull(issue),
      })),
    comments: (name, number) =>
      [...theRepository(world, name).comments.values()]
        .filter((comment) => comment.issue.number === number)
        .map((comment) => ({
          id: comment.id,
          actor: comment.author.account.login,
          body: comment.body,
          reactions: comment.reactions.map(({ account, content }) => ({ actor: account.login, content })),
        })),
    pullRequests: (name) => pullViews(world, theRepository(world, name)),
    checkRuns: (name, sha) =>
      [...theRepository(world, name).checkRuns.values()]
        .filter((run) => sha === undefined || run.headSha === sha)
        .map(({ id, headSha, externalId, status, conclusion, output, annotations, ...run }) => ({
          id,
          name: run.name,
          headSha,
          status,
          conclusion,
          externalId,
          output,
          annotations,
        })),
    reviews: (name, number) => {
      const { reviews, reviewComments } = theRepository(world, name)
      return [...reviews.values()]
        .filter((review) => review.number === number && review.state !== 'PENDING')
        .map((review) => ({
          id: review.id,
          actor: review.author.account.login,
          state: review.state,
          body: review.body,
          commitId: review.commitId,
          comments: [...reviewComments.values()]
            .filter((comment) => comment.reviewId === review.id)
            .map(({ path, line, startLine, body }) => ({ path, line, startLine, body })),
        }))
    },
    workflowRuns: (name) => {
      const repository = theRepository(world, name)
      return [...repository.workflowRuns.values()].map((run) => ({
        id: run.id,
        name: run.displayTitle,
        status: run.status,
        conclusion: run.conclusion,
        headSha: run.headSha,
        inputs: run.inputs,
        url: runHtmlUrl(world, repository, run),
        summaries: run.summaries,
      }))
    },
    file: async (name, ref, path) => {
      const { git } = theRepository(world, name)
      const sha = await resolveCommit(git, ref)
      return sha === null ? null : ((await readFileAt(git, sha, path))?.toString() ?? null)
    },
    head: (name, branch) => resolveCommit(theRepository(world, name).git, `refs/heads/${branch}`),
    branches: async (name) => {
      const { git } = theRepository(world, name)
      const out = await git.text(['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads/'])
      return out.split('\n').filter((line) => line !== '')
    },
  }
}

function pullViews(world: World, repository: Repository): PullRequestView[] {
  return [...repository.issues.values()].filter(isPull).map((issue) => {
    const { head, base, draft, files } = issue.pull
    return {
      number: issue.number,
      title: issue.title,
      body: issue.body ?? '',
      draft,
      state: issue.state,
      head: { ref: head.ref, sha: head.sha },
      base: { ref: base.ref, sha: base.sha },
      author: issue.author.account.login,
      url: `${repositoryHtmlUrl(world, repository)}/pull/${issue.number}`,
      files: files.map(({ path, status, patch }) => ({ path, status, patch: patch ?? '' })),
    }
  })
}
