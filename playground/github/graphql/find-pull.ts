import { isPull, type Pull } from '../views/pull-request.ts'
import { fromNodeId } from '../world/node-id.ts'
import type { Repository } from '../world/repository.ts'
import { demand, type GraphqlContext } from './context.ts'

/** The pull request of a global id, if the caller may see (or write) it. @throws GraphQLError. */
export function findPull(
  context: GraphqlContext,
  { id, level }: { id: string; level: 'read' | 'write' },
): { repository: Repository; issue: Pull } | null {
  const inner = fromNodeId('PR', id)
  for (const repository of context.world.repositories.values())
    for (const issue of repository.issues.values()) {
      if (!isPull(issue) || String(issue.pull.id) !== inner) continue
      const missing = `Could not resolve to a node with the global id of '${id}'`
      demand(context, { repository, needs: `pull_requests=${level}`, role: level, missing })
      return { repository, issue }
    }
  return null
}
