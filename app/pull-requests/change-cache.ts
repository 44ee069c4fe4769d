import type { RepositoryClient } from '../github/installation.ts'
import { type PullRequestChange, readChange } from './read-change.ts'
import type { PullRequestFacts } from './read-pull-request.ts'

/** What lies between two commits never changes: it is read once for all check runs of a push and for its reviews. */
export type ChangeCache = {
  /** @throws what readChange throws; then the next who asks reads again. */
  read: (client: RepositoryClient, repository: number, facts: PullRequestFacts) => Promise<PullRequestChange>
}

/** Changes kept; one may hold 32 MB of texts, most hold a few KB. */
const MOST = 20

export function createChangeCache(most = MOST): ChangeCache {
  const changes = new Map<string, Promise<PullRequestChange>>()
  return {
    async read(client, repository, facts) {
      const key = `${repository}#${facts.number} ${facts.base}...${facts.head}`
      const known = changes.get(key) ?? readChange(client, facts.number, facts)
      changes.delete(key)
      changes.set(key, known)
      const [oldest] = changes.keys()
      if (changes.size > most && oldest !== undefined) changes.delete(oldest)
      try {
        const { open: _, changedFiles: __, ...now } = facts
        return { ...(await known), ...now }
      } catch (error) {
        if (changes.get(key) === known) changes.delete(key)
        throw error
      }
    },
  }
}
