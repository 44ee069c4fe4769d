import type { Endpoint } from '../http/endpoint.ts'
import { actions } from './actions.ts'
import { apps } from './apps.ts'
import { checkRuns } from './check-runs.ts'
import { commits } from './commits.ts'
import { contents } from './contents.ts'
import { contentsWrite } from './contents-write.ts'
import { deliveries } from './deliveries.ts'
import { gitData } from './git-data.ts'
import { gitRefs } from './git-refs.ts'
import { issueComments } from './issue-comments.ts'
import { issues } from './issues.ts'
import { labels } from './labels.ts'
import { meta } from './meta.ts'
import { pulls } from './pulls.ts'
import { reactions } from './reactions.ts'
import { repositories } from './repositories.ts'
import { reviewComments } from './review-comments.ts'
import { reviews } from './reviews.ts'
import { search } from './search.ts'
import { teams } from './teams.ts'
import { users } from './users.ts'

/** The whole REST API of the local GitHub. */
export const endpoints: Endpoint[] = [
  ...actions,
  ...apps,
  ...checkRuns,
  ...commits,
  ...contents,
  ...contentsWrite,
  ...deliveries,
  ...gitData,
  ...gitRefs,
  ...issueComments,
  ...issues,
  ...labels,
  ...meta,
  ...pulls,
  ...reactions,
  ...repositories,
  ...reviewComments,
  ...reviews,
  ...search,
  ...teams,
  ...users,
]
