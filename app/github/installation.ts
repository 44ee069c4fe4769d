import type { Probot } from 'probot'
import type { Octokit } from './octokit.ts'
import { ReinsOctokit } from './octokit.ts'

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

/** A client for one repository and one kind of job, or an error when the installation is gone. */
export type Clients = (place: Place, permissions: Permissions) => Promise<RepositoryClient>

/** An Octokit whose token is good for this repository only, and the parameters every call of it needs. */
export type RepositoryClient = { octokit: Octokit; at: { owner: string; repo: string } }

export function createClients(probot: Probot, apiUrl: string): Clients {
  return async ({ installation, repository }, permissions) => {
    const app = await probot.auth()
    // Cached by the App's auth for as long as the token lives, per repository and permissions.
    const { token } = (await app.auth({
      type: 'installation',
      installationId: installation,
      ...(repository.id === null
        ? { repositoryNames: [repository.name] }
        : { repositoryIds: [repository.id] }),
      permissions,
    })) as { token: string }
    const octokit = new ReinsOctokit({ auth: { token }, baseUrl: apiUrl, log: quiet(probot) })
    return { octokit, at: { owner: repository.owner, repo: repository.name } }
  }
}

function quiet(probot: Probot) {
  const log = probot.log.child({ name: 'github' })
  return {
    debug: log.debug.bind(log),
    info: log.debug.bind(log),
    warn: log.warn.bind(log),
    error: log.error.bind(log),
  }
}
