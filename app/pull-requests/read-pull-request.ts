import type { RepositoryClient } from '../github/installation.ts'
import { objectsPart } from '../github/read-objects.ts'
import { type CommitFile, toCommitFiles, toExpressions } from './commit-files.ts'

export type PullRequestFacts = {
  number: number
  url: string
  title: string
  open: boolean
  draft: boolean
  /** `login` as REST writes it: "dependabot[bot]"; "ghost" when the account is gone. */
  author: { login: string; isBot: boolean; isThisApp: boolean }
  /** The commit that is judged. */
  head: string
  /** Head of the base branch now: its rules count. */
  base: string
  baseRef: string
  /** The head is in another repository, which may be gone or private; its commits are readable here all the same. */
  fork: boolean
  labels: string[]
  /** As GitHub counts them, listed or not. */
  changedFiles: number
}

export type PullRequestRead = {
  facts: PullRequestFacts
  /** Files of the base branch that were asked for and are there. */
  baseFiles: ReadonlyMap<string, CommitFile>
}

type Asked = {
  number: number
  /** The base branch as far as it is known; another than the true one costs a second call. */
  baseRef: string
  /** Paths on the base branch that are read with it. */
  files: readonly string[]
}

/** A pull request as it is now, and files of its base branch: one call. @returns null when there is none, or its base is gone. */
export async function readPullRequest(
  client: RepositoryClient,
  { number, baseRef, files }: Asked,
): Promise<PullRequestRead | null> {
  const { octokit, at } = client
  const asked = toExpressions(`refs/heads/${baseRef}`, files)
  const part = objectsPart(asked)
  const answer = await orNull(
    octokit.graphql<Answer>(
      `query($owner: String!, $repo: String!, $number: Int!${part.declarations}) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      number url title state isDraft isCrossRepository viewerDidAuthor changedFiles headRefOid baseRefName
      author { __typename login }
      baseRef { target { oid } }
      labels(first: 100) { nodes { name } }
    }
    ${part.fields}
  }
}
${part.fragments}`,
      { owner: at.owner, repo: at.repo, number, ...part.variables },
    ),
  )
  const pull = answer?.repository?.pullRequest
  if (!pull?.baseRef) return null
  if (pull.baseRefName !== baseRef)
    return readPullRequest(client, { number, baseRef: pull.baseRefName, files })
  const objects = part.read(answer?.repository ?? {})
  return {
    facts: toFacts(pull, pull.baseRef.target.oid),
    baseFiles: toCommitFiles(`refs/heads/${baseRef}`, files, objects),
  }
}

/** GraphQL answers with an error for what is not there. */
async function orNull(answer: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answer
  } catch (error) {
    const { errors = [] } = error as { errors?: { type?: string }[] }
    if (errors.length > 0 && errors.every(({ type }) => type === 'NOT_FOUND')) return null
    throw error
  }
}

type Answer = { repository: ({ pullRequest: Pull | null } & Record<string, unknown>) | null }
type Pull = {
  number: number
  url: string
  title: string
  state: 'OPEN' | 'CLOSED' | 'MERGED'
  isDraft: boolean
  isCrossRepository: boolean
  viewerDidAuthor: boolean
  changedFiles: number
  headRefOid: string
  baseRefName: string
  author: { __typename: string; login: string } | null
  baseRef: { target: { oid: string } } | null
  labels: { nodes: ({ name: string } | null)[] | null } | null
}

function toFacts(pull: Pull, base: string): PullRequestFacts {
  const { author } = pull
  const isBot = author?.__typename === 'Bot'
  return {
    number: pull.number,
    url: pull.url,
    title: pull.title,
    open: pull.state === 'OPEN',
    draft: pull.isDraft,
    author: {
      login: author === null ? 'ghost' : `${author.login}${isBot ? '[bot]' : ''}`,
      isBot,
      // Who asks is the App itself, so this says more than a name could.
      isThisApp: pull.viewerDidAuthor,
    },
    head: pull.headRefOid,
    base,
    baseRef: pull.baseRefName,
    fork: pull.isCrossRepository,
    labels: (pull.labels?.nodes ?? []).flatMap((label) => (label === null ? [] : [label.name])),
    changedFiles: pull.changedFiles,
  }
}
