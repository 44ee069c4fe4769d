import type { RepositoryClient } from './installation.ts'

/** What of a run's surroundings is still there. */
export type Standing = {
  repository: 'there' | 'gone'
  issue: 'open' | 'closed' | 'gone'
  branch: 'there' | 'gone'
}

const QUERY = `query($owner: String!, $repo: String!, $number: Int!, $branch: String!) {
  repository(owner: $owner, name: $repo) {
    databaseId nameWithOwner
    ref(qualifiedName: $branch) { name }
    issueOrPullRequest(number: $number) {
      ... on Issue { url closed }
      ... on PullRequest { url closed }
    }
  }
}`

type Answer = {
  repository: {
    databaseId: number | null
    nameWithOwner: string
    ref: { name: string } | null
    issueOrPullRequest: { url: string; closed: boolean } | null
  } | null
}

/** One call. A repository of the same name with another id is another one, and so is an issue that was transferred. @throws when GitHub does not say. */
export async function readStanding(
  { octokit, at }: RepositoryClient,
  { repository: id, issue: number, branch }: { repository: number; issue: number; branch: string },
): Promise<Standing> {
  const { repository } = await ask(() =>
    octokit.graphql<Answer>(QUERY, { ...at, number, branch: `refs/heads/${branch}` }),
  )
  if (repository === null || repository.databaseId !== id)
    return { repository: 'gone', issue: 'gone', branch: 'gone' }
  const issue = repository.issueOrPullRequest
  const isHere = issue !== null && new URL(issue.url).pathname.includes(`/${repository.nameWithOwner}/`)
  return {
    repository: 'there',
    issue: !isHere ? 'gone' : issue.closed ? 'closed' : 'open',
    branch: repository.ref === null ? 'gone' : 'there',
  }
}

/** What was not found stands as null in the rest of the answer. */
async function ask(query: () => Promise<Answer>): Promise<Answer> {
  try {
    return await query()
  } catch (error) {
    const { errors = [], data } = error as { errors?: { type?: string }[]; data?: Answer }
    if (errors.length > 0 && errors.every(({ type }) => type === 'NOT_FOUND') && data) return data
    throw error
  }
}
