import type { AccountActs } from '../../interface/account-acts.ts'
import type { AppActs } from '../../interface/app-acts.ts'
import type { IssueActs } from '../../interface/issue-acts.ts'
import type { RepositoryActs } from '../../interface/repository-acts.ts'
import type { RunActs } from '../../interface/run-acts.ts'
import { cancelRun } from '../acts/workflow-run.ts'
import { theRepository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { accountActs } from './account-acts.ts'
import { installationActs } from './installation-acts.ts'
import { issueActs } from './issue-acts.ts'
import { repositoryActs } from './repository-acts.ts'

type Acts = Omit<AccountActs, 'token'> &
  RepositoryActs &
  Pick<AppActs, 'uninstall' | 'suspend' | 'grant'> &
  IssueActs &
  Pick<RunActs, 'cancelRun'>

/** What people do on GitHub, without their browser. */
export function actOn(world: World): Acts {
  return {
    ...accountActs(world),
    ...repositoryActs(world),
    ...installationActs(world),
    ...issueActs(world),
    cancelRun: async (name, id) => {
      const repository = theRepository(world, name)
      const run = repository.workflowRuns.get(id)
      if (!run) throw new Error(`playground: ${name} has no workflow run ${id}.`)
      cancelRun(world, repository, run)
    },
  }
}
