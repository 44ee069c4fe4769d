import { invalid } from '../http/refusal.ts'
import type { Label } from '../world/issue.ts'
import type { Repository } from '../world/repository.ts'
import { nextId, type World } from '../world/world.ts'

const MAX_NAME = 50
const GREY = 'ededed'

/** The label of this name, made when it is missing, as adding one to an issue does. */
export function ensureLabel(world: World, repository: Repository, name: string): Label {
  return repository.labels.get(name.toLowerCase()) ?? createLabel(world, repository, { name })
}

/** @throws Refusal 422 for a name that is taken, blank or too long, or a color that is none. */
export function createLabel(
  world: World,
  repository: Repository,
  given: { name: string; color?: string | undefined; description?: string | undefined },
): Label {
  const { name, color = GREY, description = null } = given
  if (repository.labels.has(name.toLowerCase()))
    throw invalid({ resource: 'Label', code: 'already_exists', field: 'name' })
  if (name.trim() === '' || name.length > MAX_NAME)
    throw invalid({ resource: 'Label', code: 'invalid', field: 'name' })
  if (!/^[0-9a-f]{6}$/i.test(color)) throw invalid({ resource: 'Label', code: 'invalid', field: 'color' })
  const label = { id: nextId(world), name, color, description, default: false }
  repository.labels.set(name.toLowerCase(), label)
  return label
}
