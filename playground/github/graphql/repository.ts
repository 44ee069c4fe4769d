import { isPull } from '../views/pull-request.ts'
import { repositoryNodeId } from '../views/repository.ts'
import { repositoryHtmlUrl } from '../views/repository-urls.ts'
import { fullName, type Repository } from '../world/repository.ts'
import { actorView } from './actor.ts'
import { demand, type Fields, type GraphqlContext } from './context.ts'
import { failure } from './failure.ts'
import { objectFields } from './git-object.ts'
import { issueFields } from './issue.ts'
import { pullFields } from './pull-request.ts'
import { refFields } from './ref.ts'

export function repositoryFields(context: GraphqlContext, repository: Repository): Fields {
  const { world } = context
  const issueOrPull = (number: number) => {
    const issue = repository.issues.get(number)
    demand(context, { repository, needs: issue?.pull ? 'pull_requests=read' : 'issues=read' })
    if (!issue)
      throw failure(
        'NOT_FOUND',
        `Could not resolve to an issue or pull request with the number of ${number}.`,
      )
    return isPull(issue)
      ? pullFields(context, { repository, issue })
      : issueFields(context, { repository, issue })
  }
  const reading = () => demand(context, { repository, needs: 'contents=read' })
  return {
    __typename: 'Repository',
    id: repositoryNodeId(repository),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullName(repository),
    owner: actorView(world, repository.owner),
    url: repositoryHtmlUrl(world, repository),
    isPrivate: repository.private,
    isFork: repository.parent !== null,
    isArchived: false,
    description: repository.description,
    visibility: repository.private ? 'PRIVATE' : 'PUBLIC',
    createdAt: repository.createdAt,
    pushedAt: repository.pushedAt,
    defaultBranchRef: () => {
      reading()
      return refFields(context, repository, `refs/heads/${repository.defaultBranch}`)
    },
    ref: ({ qualifiedName }: { qualifiedName: string }) => {
      reading()
      return refFields(context, repository, qualifiedName)
    },
    object: ({ expression, oid }: { expression?: string; oid?: string }) => {
      reading()
      return objectFields(context, repository, expression ?? oid ?? '')
    },
    issue: ({ number }: { number: number }) => {
      const issue = repository.issues.get(number)
      if (!issue || issue.pull)
        throw failure('NOT_FOUND', `Could not resolve to an Issue with the number of ${number}.`)
      return issueOrPull(number)
    },
    issueOrPullRequest: ({ number }: { number: number }) => issueOrPull(number),
    pullRequest: ({ number }: { number: number }) => {
      demand(context, { repository, needs: 'pull_requests=read' })
      const issue = repository.issues.get(number)
      if (!issue || !isPull(issue))
        throw failure('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`)
      return pullFields(context, { repository, issue })
    },
  }
}
