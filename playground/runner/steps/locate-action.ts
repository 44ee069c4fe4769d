import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Job } from '../jobs/job.ts'
import { type Action, parseAction } from '../workflow/action.ts'
import { parseUses } from '../workflow/uses.ts'
import { WorkflowProblem } from '../workflow-problem.ts'

export type LocatedAction = {
  folder: string
  action: Action
  repository: string
  ref: string
  local: boolean
}

/** From the job's workspace, or from the local GitHub, fetched once per job. */
export async function locateAction(job: Job, text: string): Promise<LocatedAction> {
  const uses = parseUses(text)
  if (uses.kind === 'local') {
    const folder = join(job.place.workspace, uses.path)
    const action = await readAction(folder)
    if (action === null)
      throw new WorkflowProblem(
        `Can't find 'action.yml' or 'action.yaml' under '${folder}'. Did you forget to run actions/checkout before running your local action?`,
      )
    return { folder, action, repository: '', ref: '', local: true }
  }
  const { repository, path, ref } = uses
  const root = join(job.place.actions, repository.replace('/', '__'), encodeURIComponent(ref))
  const fresh = (await mkdir(root, { recursive: true })) !== undefined
  if (fresh) {
    job.log.line(`Download action repository '${repository}@${ref}'`)
    await job.order.checkout(repository, ref, root).catch(async (error: Error) => {
      await rm(root, { recursive: true, force: true })
      throw new WorkflowProblem(
        `Unable to resolve action '${text}': the local GitHub has no ${repository} at ${ref} (${error.message}). Of others' actions the local runner knows actions/checkout, actions/setup-node and actions/upload-artifact.`,
        { cause: error },
      )
    })
  }
  const folder = join(root, path)
  const action = await readAction(folder)
  if (action === null)
    throw new WorkflowProblem(`Can't find 'action.yml' or 'action.yaml' for action '${text}'.`)
  return { folder, action, repository, ref, local: false }
}

async function readAction(folder: string): Promise<Action | null> {
  for (const name of ['action.yml', 'action.yaml']) {
    const text = await readFile(join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
      throw error
    })
    if (text !== null) return parseAction(text, name)
  }
  return null
}
