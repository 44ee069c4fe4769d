import type { PullCommit } from '../../core/approvals/find-requesters.ts'
import type { Review } from '../../core/approvals/latest-reviews.ts'
import type { RepositoryClient } from '../github/installation.ts'

/** What was said about a pull request, and who wrote what of it. */
export type Conversation = {
  /** All that decide something, however many there are. */
  reviews: Review[]
  /** The first hundred, oldest first: what an agent wrote comes before what people add. */
  commits: (PullCommit & { sha: string })[]
  commitCount: number
  body: string
  headRef: string
  /** ISO 8601; null when it was opened with the base it has. */
  baseChangedAt: string | null
}

/** One call, and one more for every hundred reviews. */
export async function readConversation(
  { octokit, at }: RepositoryClient,
  number: number,
): Promise<Conversation> {
  const ask = (after: string | null) =>
    octokit.graphql<Answer>(QUERY, { owner: at.owner, repo: at.repo, number, after, all: after === null })
  const first = await ask(null)
  const pull = pullOf(first)
  const reviews = pull.reviews.nodes.map(toReview)
  for (let { pageInfo } = pull.reviews; pageInfo.hasNextPage && pageInfo.endCursor !== null; ) {
    const next = pullOf(await ask(pageInfo.endCursor)).reviews
    reviews.push(...next.nodes.map(toReview))
    pageInfo = next.pageInfo
  }
  const self = withoutBot(first.viewer?.login ?? '')
  return {
    reviews,
    commits: (pull.commits?.nodes ?? []).map(({ commit }) => toCommit(commit, self)),
    commitCount: pull.commits?.totalCount ?? 0,
    body: pull.body ?? '',
    headRef: pull.headRefName ?? '',
    baseChangedAt: pull.timelineItems?.nodes.at(-1)?.createdAt ?? null,
  }
}

/** `latestOpinionatedReviews` would be shorter, but forgets that an approval came back behind a dismissed one. */
const QUERY = `query($owner: String!, $repo: String!, $number: Int!, $after: String, $all: Boolean!) {
  viewer @include(if: $all) { login }
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      body @include(if: $all)
      headRefName @include(if: $all)
      timelineItems(last: 1, itemTypes: [BASE_REF_CHANGED_EVENT]) @include(if: $all) {
        nodes { ... on BaseRefChangedEvent { createdAt } }
      }
      commits(first: 100) @include(if: $all) {
        totalCount
        nodes { commit { oid message author { email } signature { isValid wasSignedByGitHub } } }
      }
      reviews(first: 100, after: $after, states: [APPROVED, CHANGES_REQUESTED, DISMISSED]) {
        nodes { databaseId state submittedAt author { __typename login } commit { oid } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`

type Answer = {
  viewer?: { login: string }
  repository: { pullRequest: Pull | null } | null
}
type Pull = {
  body?: string
  headRefName?: string
  timelineItems?: { nodes: { createdAt: string }[] }
  commits?: { totalCount: number; nodes: { commit: Commit }[] }
  reviews: { nodes: ReviewNode[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
}
type Commit = {
  oid: string
  message: string
  author: { email: string | null } | null
  signature: { isValid: boolean; wasSignedByGitHub: boolean } | null
}
type ReviewNode = {
  databaseId: number | null
  state: Review['state']
  submittedAt: string | null
  author: { __typename: string; login: string } | null
  commit: { oid: string } | null
}

function pullOf({ repository }: Answer): Pull {
  const pull = repository?.pullRequest
  if (!pull) throw new Error('GitHub told nothing of the pull request.')
  return pull
}

function toReview({ databaseId, state, submittedAt, author, commit }: ReviewNode): Review {
  return {
    id: databaseId ?? 0,
    author: author === null ? null : { login: author.login, isPerson: author.__typename === 'User' },
    state,
    submittedAt,
    commit: commit?.oid ?? null,
  }
}

/** Anybody can write anybody's address into a commit; only for the App itself GitHub signs one with the App's. */
function toCommit({ oid, message, author, signature }: Commit, self: string): PullCommit & { sha: string } {
  const [, login] = /^\d+\+(.+)@users\.noreply\./.exec(author?.email ?? '') ?? []
  const signed = signature?.isValid === true && signature.wasSignedByGitHub
  return {
    sha: oid,
    message,
    isOurs: signed && login?.endsWith('[bot]') === true && withoutBot(login) === self,
  }
}

function withoutBot(login: string): string {
  return login.replace(/\[bot\]$/, '')
}
