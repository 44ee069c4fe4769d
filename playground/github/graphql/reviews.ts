import { objectById } from '../git/resolve.ts'
import { toActor } from '../http/caller.ts'
import type { Pull } from '../views/pull-request.ts'
import { reviewView } from '../views/review.ts'
import type { Review, ReviewState } from '../world/pull-request.ts'
import type { Repository } from '../world/repository.ts'
import { authorView } from './actor.ts'
import { connection, type PageArguments } from './connection.ts'
import type { Fields, GraphqlContext } from './context.ts'
import { commitFields } from './git-object.ts'

type Filter = PageArguments & { states?: ReviewState[] | null; author?: string | null }

/** Reviews in the order they were begun; a pending one is its author's secret. */
export function reviewsOf(
  context: GraphqlContext,
  { repository, issue }: { repository: Repository; issue: Pull },
): (filter: Filter) => Fields {
  return ({ states, author, ...page }) => {
    const me = toActor(context.caller)?.account
    const found = [...repository.reviews.values()].filter(
      (one) =>
        one.number === issue.number &&
        (one.state !== 'PENDING' || one.author.account === me) &&
        (!states || states.includes(one.state)) &&
        (!author || one.author.account.login.toLowerCase() === author.toLowerCase()),
    )
    return connection('PullRequestReview', found, (one) => reviewFields(context, repository, one))(page)
  }
}

function reviewFields(context: GraphqlContext, repository: Repository, review: Review): Fields {
  const { world } = context
  const view = reviewView(world, repository, review)
  const { account } = review.author
  return {
    __typename: 'PullRequestReview',
    id: view.node_id,
    databaseId: review.id,
    author: authorView(world, account),
    body: review.body,
    state: review.state,
    url: view.html_url,
    submittedAt: review.submittedAt,
    commit: async () => {
      const commit = await objectById(repository.git, review.commitId)
      return commit?.type === 'commit' ? commitFields(context, repository, review.commitId) : null
    },
  }
}
