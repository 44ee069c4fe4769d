import { readdir, readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CALLER_WORKFLOW_PATH, callerWorkflow } from '../core/harness/caller-workflow.ts'
import type { Playground } from './interface/playground.ts'

export type Installed = {
  repository: string
  /** What the installation added to a repository that did not have it, in words. */
  added: string[]
  /** Whom the rules ask for, besides the maintainer: a person of the sample's; null in a repository of somebody's own. */
  approver: string | null
}

/** Step four of the README: the repository gets the caller workflow, if it has none. Its rules file stays its own. */
export async function install(
  playground: Playground,
  options: { maintainer: string; from: string | undefined },
): Promise<Installed> {
  const { maintainer, from } = options
  const name = from === undefined ? 'shop' : repositoryName(from)
  const repository = `acme/${name}`
  playground.user('acme')
  if (from === undefined) await playground.repository('acme', name, await sampleFiles())
  else await playground.importRepository('acme', name, from)
  playground.permit(repository, maintainer, 'write')
  const approver = from === undefined ? SAMPLE_APPROVER : null
  if (approver !== null) playground.permit(repository, approver, 'write')

  const branch =
    playground.read.repositories().find((one) => one.fullName === repository)?.defaultBranch ?? 'main'
  if ((await playground.read.file(repository, branch, CALLER_WORKFLOW_PATH)) !== null)
    return { repository, added: [], approver }
  await playground.commit(repository, {
    branch,
    message: 'Let Reins work here',
    files: { [CALLER_WORKFLOW_PATH]: callerWorkflow() },
    actor: maintainer,
  })
  return { repository, added: [CALLER_WORKFLOW_PATH], approver }
}

/** Named in `review.humans` of the sample's rules. */
const SAMPLE_APPROVER = 'grace'

function repositoryName(path: string): string {
  const name = basename(resolve(path)).replace(/\.git$/, '')
  return name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '') || 'repository'
}

async function sampleFiles(): Promise<Record<string, string>> {
  const root = fileURLToPath(new URL('./sample/repository/', import.meta.url))
  const files: Record<string, string> = {}
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files[path.slice(root.length)] = await readFile(path, 'utf8')
  }
  return files
}
