import type { AccountActs } from '../../interface/account-acts.ts'
import type { AppActs } from '../../interface/app-acts.ts'
import type { IssueActs } from '../../interface/issue-acts.ts'
import type { RepositoryActs } from '../../interface/repository-acts.ts'
import type { RunActs } from '../../interface/run-acts.ts'
import { cancelRun, failRun } from '../acts/workflow-run.ts'
import { type Repository, theRepository } from '../world/repository.ts'
import type { WorkflowRun } from '../world/workflow-run.ts'
import type { World } from '../world/world.ts'
import { accountActs } from './account-acts.ts'
import { installationActs } from './installation-acts.ts'
import { issueActs } from './issue-acts.ts'
import { repositoryActs } from './repository-acts.ts'

type Acts = Omit<AccountActs, 'token'> &
  RepositoryActs &
  Pick<AppActs, 'uninstall' | 'suspend' | 'grant'> &
  IssueActs &
  Pick<RunActs, 'cancelRun' | 'failRun'>

/** What people do on GitHub, without their browser. */
export function actOn(world: World): Acts {
  return {
    ...accountActs(world),
    ...repositoryActs(world),
    ...installationActs(world),
    ...issueActs(world),
    cancelRun: async (name, id) => void cancelRun(world, ...runOf(world, name, id)),
    failRun: async (name, id) => failRun(world, ...runOf(world, name, id)),
  }
}

function runOf(world: World, name: string, id: number): [Repository, WorkflowRun] {
  const repository = theRepository(world, name)
  const run = repository.workflowRuns.get(id)
  if (!run) throw new Error(`playground: ${name} has no workflow run ${id}.`)
  return [repository, run]
}
