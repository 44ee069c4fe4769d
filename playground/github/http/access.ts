import type { Permission } from '../../../core/harness/harness.ts'
import { permissionOf, type Repository } from '../world/repository.ts'
import type { Caller } from './caller.ts'
import { allows, atLeast, type Needs } from './needs.ts'
import { forbidden, notFound, Refusal } from './refusal.ts'

/**
 * What a caller may do with a repository. Tokens of Apps and jobs see only the repositories they were narrowed to.
 * GitHub would let them read other public ones; here that is a 404, so that reaching outside is seen at once.
 */
export function mayUse(
  caller: Caller,
  repository: Repository,
  wanted: { needs: Needs; role: Permission },
): void {
  switch (caller.kind) {
    case 'app':
      throw new Refusal(401, 'A JSON web token could not be used here: an installation token is needed')
    case 'anonymous':
      if (repository.private) throw notFound()
      if (wanted.role !== 'read' || /write/.test(wanted.needs))
        throw new Refusal(401, 'Requires authentication')
      return
    case 'user': {
      const role = permissionOf(repository, caller.account)
      if (role === 'none') throw notFound()
      if (atLeast(role, wanted.role)) return
      throw forbidden(
        wanted.role === 'admin' ? 'Must have admin rights to Repository.' : `Must have ${wanted.role} access`,
      )
    }
    case 'installation':
    case 'job':
      if (!sees(caller, repository)) throw notFound()
      if (!allows(caller.permissions, wanted.needs)) throw forbidden()
  }
}

function sees(caller: Extract<Caller, { kind: 'installation' | 'job' }>, repository: Repository): boolean {
  if (caller.kind === 'job') return caller.repository === repository
  return caller.repositories.has(repository.id) && caller.installation.repositories.has(repository.id)
}
