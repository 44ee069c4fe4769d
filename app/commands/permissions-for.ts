import type { Request } from '../../core/command/request.ts'
import type { Permissions } from '../github/installation.ts'

/** What answering a request takes; what starts or cancels a workflow has a token of its own. Comments on a pull request need its permission, not that of issues. */
export function permissionsFor({ subject }: Request): Permissions {
  return {
    contents: 'read',
    issues: 'write',
    ...(subject.isPullRequest ? { pull_requests: 'write' } : {}),
  }
}
