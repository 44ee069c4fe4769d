import type { IssueComment } from '../world/issue.ts'
import { fromNodeId } from '../world/node-id.ts'
import type { Repository } from '../world/repository.ts'
import { demand, type GraphqlContext } from './context.ts'

/** The comment of a global id, if the caller may read it. @throws GraphQLError. */
export function findComment(
  context: GraphqlContext,
  id: string,
): { repository: Repository; comment: IssueComment } | null {
  const inner = Number(fromNodeId('IC', id) ?? Number.NaN)
  for (const repository of context.world.repositories.values()) {
    const comment = repository.comments.get(inner)
    if (!comment) continue
    const missing = `Could not resolve to a node with the global id of '${id}'`
    const needs = comment.issue.pull ? 'pull_requests=read' : 'issues=read'
    demand(context, { repository, needs, missing })
    return { repository, comment }
  }
  return null
}
