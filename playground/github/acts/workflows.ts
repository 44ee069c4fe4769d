import { resolveCommit } from '../git/resolve.ts'
import { listTree, readBlob } from '../git/tree.ts'
import type { Repository } from '../world/repository.ts'
import type { Workflow } from '../world/workflow-run.ts'
import { nextId, timestamp, type World } from '../world/world.ts'
import { parseWorkflow } from './parse-workflow.ts'

const FOLDER = '.github/workflows'

/** The workflows of the default branch: only these exist for GitHub, whatever other branches hold. */
export async function listWorkflows(world: World, repository: Repository): Promise<Workflow[]> {
  const head = await resolveCommit(repository.git, `refs/heads/${repository.defaultBranch}`)
  if (head === null) return []
  const entries = await listTree(repository.git, head, { paths: [`${FOLDER}/`] })
  const files = entries.filter((entry) => entry.type === 'blob' && /\.ya?ml$/.test(entry.path))
  const found: Workflow[] = []
  for (const { path, sha } of files) {
    const parsed = parseWorkflow((await readBlob(repository.git, sha)).toString(), path)
    const known = repository.workflows.get(path)
    const workflow = known ?? { id: nextId(world), path, name: path, createdAt: timestamp(world) }
    workflow.name = parsed?.name ?? path
    repository.workflows.set(path, workflow)
    found.push(workflow)
  }
  return found
}

/** By id, or by file name. @returns null when the default branch has no such file. */
export async function findWorkflow(
  world: World,
  repository: Repository,
  idOrFile: string,
): Promise<Workflow | null> {
  const workflows = await listWorkflows(world, repository)
  const file = `${FOLDER}/${idOrFile}`
  return workflows.find((one) => String(one.id) === idOrFile || one.path === file) ?? null
}
