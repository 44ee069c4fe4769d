import { readRef, resolveCommit } from '../git/resolve.ts'
import { nodeId } from '../world/node-id.ts'
import type { Repository } from '../world/repository.ts'
import type { Fields, GraphqlContext } from './context.ts'
import { commitFields } from './git-object.ts'

/** A branch or tag by its full name, or a short one as GitHub looks it up. */
export async function refFields(
  context: GraphqlContext,
  repository: Repository,
  name: string,
): Promise<Fields | null> {
  const candidates = name.startsWith('refs/') ? [name] : [`refs/heads/${name}`, `refs/tags/${name}`]
  for (const ref of candidates) {
    if (!(await readRef(repository.git, ref))) continue
    const [, prefix = '', short = ''] = /^(refs\/(?:heads|tags|pull)\/)(.+)$/.exec(ref) ?? []
    return {
      __typename: 'Ref',
      id: nodeId('REF', `${repository.id}:${ref}`),
      name: short,
      prefix,
      target: async () => {
        const sha = await resolveCommit(repository.git, ref)
        return sha && commitFields(context, repository, sha)
      },
    }
  }
  return null
}
