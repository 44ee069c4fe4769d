import type { AccountActs } from './account-acts.ts'
import type { AppActs } from './app-acts.ts'
import type { IssueActs } from './issue-acts.ts'
import type { RepositoryActs } from './repository-acts.ts'
import type { RunActs } from './run-acts.ts'
import type { Standing } from './standing.ts'
import type { Traffic } from './traffic.ts'

/**
 * The playground's own interface: what tests, the demo and the page use. Everything else talks to it as it would talk
 * to GitHub: REST below `apiUrl`, GraphQL at `graphqlUrl`, git over HTTP below `url`, OIDC at `oidcIssuer`.
 */
export type Playground = Addresses &
  AccountActs &
  RepositoryActs &
  AppActs &
  IssueActs &
  RunActs &
  Traffic & {
    read: Standing
    /** Waits until no webhook delivery and no workflow run is under way. */
    settled: () => Promise<void>
    close: () => Promise<void>
  }

type Addresses = {
  /** http://127.0.0.1:<port> — web pages, git and raw content. */
  url: string
  /** <url>/api/v3 */
  apiUrl: string
  /** <url>/api/graphql */
  graphqlUrl: string
  /** <url>/_services/token, as on GitHub Enterprise Server. */
  oidcIssuer: string
}
