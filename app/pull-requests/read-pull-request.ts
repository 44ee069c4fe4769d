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
  /** ISO 8601, UTC, in seconds. */
  updatedAt: string
  /** As GitHub counts them, listed or not. */
  changedFiles: number
}

export type PullRequestRead = {
  facts: PullRequestFacts
  /** Files that were asked for and are there, on the base branch and at the head. */
  baseFiles: ReadonlyMap<string, CommitFile>
  headFiles: ReadonlyMap<string, CommitFile>
  /** Other open pull requests with this head. */
  twins: { number: number; baseRef: string }[]
}

type Asked = {
  number: number
  /** The base branch as far as it is known; another than the true one costs a second call. */
  baseRef: string
  /** The head as far as it is known; without it, nothing of `headFiles` and `twins` is. */
  head?: string
  /** Paths that are read with it. */
  files: readonly string[]
}

/** A pull request as it is now, and files of its base branch and head: one call. @returns null when there is none, or its base is gone. */
export async function readPullRequest(
  client: RepositoryClient,
  asked: Asked,
): Promise<PullRequestRead | null> {
  const { octokit, at } = client
  const { number, baseRef, head, files } = asked
  const commits = [`refs/heads/${baseRef}`, ...(head === undefined ? [] : [head])]
  const wanted = commits.map((commit) => toExpressions(commit, files))
  const part = objectsPart({
    blobs: wanted.flatMap(({ blobs }) => blobs),
    folders: wanted.flatMap(({ folders }) => folders),
  })
  const answer = await orNull(
    octokit.graphql<Answer>(
      `query($owner: String!, $repo: String!, $number: Int!${head === undefined ? '' : ', $head: GitObjectID!'}${part.declarations}) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      number url title state isDraft isCrossRepository viewerDidAuthor changedFiles headRefOid baseRefName updatedAt
      author { __typename login }
      baseRef { target { oid } }
      labels(first: 100) { nodes { name } }
    }
    ${head === undefined ? '' : TWINS}
    ${part.fields}
  }
}
${part.fragments}`,
      { owner: at.owner, repo: at.repo, number, ...(head === undefined ? {} : { head }), ...part.variables },
    ),
  )
  const pull = answer?.repository?.pullRequest
  if (!pull?.baseRef) return null
  if (pull.baseRefName !== baseRef) return readPullRequest(client, { ...asked, baseRef: pull.baseRefName })
  const objects = part.read(answer?.repository ?? {})
  return {
    facts: toFacts(pull, pull.baseRef.target.oid),
    baseFiles: toCommitFiles(`refs/heads/${baseRef}`, files, objects),
    headFiles: head === undefined ? new Map() : toCommitFiles(head, files, objects),
    twins: toTwins(answer?.repository?.twins, pull),
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

/** Of a commit that is on no default branch, GitHub names the open pull requests. */
const TWINS = `twins: object(oid: $head) {
      ... on Commit { associatedPullRequests(first: 50) { nodes { number state headRefOid baseRefName } } }
    }`

type Answer = {
  repository: ({ pullRequest: Pull | null; twins?: Twins } & Record<string, unknown>) | null
}
type Twins = {
  associatedPullRequests?: {
    nodes: (Pick<Pull, 'number' | 'state' | 'headRefOid' | 'baseRefName'> | null)[] | null
  } | null
} | null

function toTwins(twins: Twins | undefined, { number, headRefOid }: Pull): PullRequestRead['twins'] {
  return (twins?.associatedPullRequests?.nodes ?? []).flatMap((one) =>
    one !== null && one.state === 'OPEN' && one.number !== number && one.headRefOid === headRefOid
      ? [{ number: one.number, baseRef: one.baseRefName }]
      : [],
  )
}
type Pull = {
  number: number
  url: string
  title: string
  state: 'OPEN' | 'CLOSED' | 'MERGED'
  isDraft: boolean
  isCrossRepository: boolean
  viewerDidAuthor: boolean
  changedFiles: number
  updatedAt: string
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
    updatedAt: pull.updatedAt,
  }
}
