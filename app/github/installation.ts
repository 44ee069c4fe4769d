import type { Probot, ProbotOctokit } from 'probot'
import type { Secrets } from '../secrets.ts'
import type { Urgency } from './budget/limits.ts'
import type { Octokit } from './octokit.ts'
import type { Spending } from './rate-policy.ts'

/** What one job may do; GitHub refuses the rest even if we asked for it. */
export type Permissions = {
  actions?: 'read' | 'write'
  checks?: 'write'
  contents?: 'read' | 'write'
  issues?: 'write'
  /** Of the organization; there is none on a person's account. */
  members?: 'read'
  pull_requests?: 'read' | 'write'
}

/** Without an id the repository is found by its name, among those of the installation's owner. */
export type Place = {
  installation: number
  repository: { id: number | null; owner: string; name: string }
}

/**
 * A client for one repository and one kind of job, or an error when the installation is gone. Its requests count for the
 * installation; they are urgent unless the caller says that nobody waits for them.
 */
export type Clients = (
  place: Place,
  permissions: Permissions,
  how?: { urgency: Urgency },
) => Promise<RepositoryClient>

/** An Octokit whose token is good for this repository only, and the parameters every call of it needs. */
export type RepositoryClient = { octokit: Octokit; at: { owner: string; repo: string } }

type Making = {
  Octokit: typeof ProbotOctokit
  apiUrl: string
  secrets: Pick<Secrets, 'lend'>
  now: () => number
}

/** Installation tokens live an hour. Milliseconds. */
const TOKEN_LIFE = 3_600_000

export function createClients(probot: Probot, { Octokit, apiUrl, secrets, now }: Making): Clients {
  return async ({ installation, repository }, permissions, { urgency } = { urgency: 'urgent' }) => {
    const app = await probot.auth()
    const fetchToken = async () => {
      // Cached by the App's auth for as long as the token lives, per repository and permissions.
      const { token } = (await app.auth({
        type: 'installation',
        installationId: installation,
        ...(repository.id === null
          ? { repositoryNames: [repository.name] }
          : { repositoryIds: [repository.id] }),
        permissions,
      })) as { token: string }
      secrets.lend({ value: token, what: 'installation token' }, now() + TOKEN_LIFE)
      return token
    }
    await fetchToken()
    const spending: Spending = { account: installation, urgency }
    const octokit = new Octokit({
      authStrategy: () => tokenAuth(fetchToken),
      baseUrl: apiUrl,
      log: quiet(probot),
      spending,
    })
    return { octokit, at: { owner: repository.owner, repo: repository.name } }
  }
}

/** Asks for the token when a request is sent: what waited long for its turn needs a newer one than it began with. */
function tokenAuth(fetchToken: () => Promise<string>) {
  const auth = async () => ({ type: 'token' as const, token: await fetchToken() })
  const hook = async (request: SendRequest, call: CallOptions) =>
    request({ ...call, headers: { ...call.headers, authorization: `token ${await fetchToken()}` } })
  return Object.assign(auth, { hook })
}

type CallOptions = { headers: Record<string, string | number | undefined> }
type SendRequest = (call: CallOptions) => Promise<unknown>

/** Octokit's words go where the app's do; without a log of ours it writes to the console. */
export function quiet(probot: Probot) {
  const log = probot.log.child({ name: 'github' })
  return {
    debug: log.debug.bind(log),
    info: log.debug.bind(log),
    warn: log.warn.bind(log),
    error: log.error.bind(log),
  }
}
