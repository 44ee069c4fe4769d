import { mkdir } from 'node:fs/promises'
import type { RunnerOrder } from '../../interface/runner.ts'
import { extractTree } from '../git/extract-tree.ts'
import { resolveCommit } from '../git/resolve.ts'
import { readFileAt } from '../git/tree.ts'
import { grantIdToken } from '../oidc/id-token.ts'
import { fullName, type Repository, theRepository } from '../world/repository.ts'
import { mintToken } from '../world/token.ts'
import type { Job, WorkflowRun } from '../world/workflow-run.ts'
import { nextId, tell, timestamp, type World } from '../world/world.ts'
import { actionsApp } from './actions-app.ts'

/** What the runner gets for one run, and how to take its tokens back when the run ends. */
export function runnerOrder(
  world: World,
  repository: Repository,
  run: WorkflowRun,
): { order: RunnerOrder; revoke: () => void } {
  const tokens = new Set<string>()
  const { html, api, graphql } = world.urls
  const order: RunnerOrder = {
    server: { url: html, apiUrl: api, graphqlUrl: graphql },
    repository: fullName(repository),
    repositoryId: repository.id,
    runId: run.id,
    runNumber: run.runNumber,
    workflowPath: run.workflow.path,
    ref: run.ref,
    sha: run.headSha,
    actor: run.actor.account.login,
    event: run.event,
    inputs: run.inputs,
    readFile: async (name, ref, path) => {
      const { git } = theRepository(world, name)
      const sha = await resolveCommit(git, ref)
      return sha === null ? null : ((await readFileAt(git, sha, path))?.toString() ?? null)
    },
    checkout: async (name, ref, into) => {
      const { git } = theRepository(world, name)
      const sha = await resolveCommit(git, ref)
      if (sha === null) throw new Error(`playground: ${name} has no ref ${ref}.`)
      await mkdir(into, { recursive: true })
      await extractTree(git, sha, into)
    },
    jobToken: (permissions) => {
      const app = actionsApp(world)
      const token = mintToken(world, {
        kind: 'job',
        app,
        account: app.bot,
        permissions: fromWorkflowNames(permissions),
        repository,
        runId: run.id,
      })
      tokens.add(token)
      return token
    },
    oidc: (jobWorkflowRef) => {
      const granted = grantIdToken(world, { repository, run, jobWorkflowRef })
      tokens.add(granted.requestToken)
      return granted
    },
    onLog: (name, text) => {
      jobOf(world, run, name).lines.push({ at: new Date(world.settings.now()).toISOString(), text })
      const at = { type: 'log' as const, repository: fullName(repository) }
      tell(world, { ...at, workflowRun: run.id, job: name, line: text })
    },
    onSummary: (job, markdown) => {
      run.summaries.push({ job, markdown })
    },
    onName: (name) => {
      run.displayTitle = name
    },
  }
  const revoke = () => {
    for (const token of tokens) {
      world.tokens.delete(token)
      world.idTokenGrants.delete(token)
    }
  }
  return { order, revoke }
}

function jobOf(world: World, run: WorkflowRun, name: string): Job {
  const known = run.jobs.get(name)
  if (known) return known
  const job: Job = { id: nextId(world), name, startedAt: timestamp(world), completedAt: null, lines: [] }
  run.jobs.set(name, job)
  return job
}

/** Workflow files write `pull-requests`, tokens `pull_requests`. */
function fromWorkflowNames(permissions: Record<string, 'read' | 'write'>) {
  return Object.fromEntries(
    Object.entries(permissions).map(([name, level]) => [name.replaceAll('-', '_'), level]),
  )
}
