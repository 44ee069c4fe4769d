import type { Harness } from '../../core/harness/harness.ts'
import type { RepositoryClient } from '../github/installation.ts'
import type { Judge } from '../judging/tasks.ts'
import { judgeChange } from '../pull-requests/judge-change.ts'
import type { PullRequestFacts } from '../pull-requests/read-pull-request.ts'
import type { Reins } from '../reins.ts'
import type { DemandsFound, DemandsInput } from './demands-of-owners.ts'
import type { Authors } from './find-authors.ts'
import { kindsOfChange } from './kinds-of-change.ts'

type Asking = {
  judge: Judge
  repository: number
  facts: PullRequestFacts
  authors: Authors
  codeowners: DemandsInput['codeowners']
  /** Null: the base has no rules, and only what is built in counts. */
  harness: Harness | null
}

/** Whether anything of a person's change could ask for somebody; without it, the change need not be read. */
export function mayAsk(harness: Harness | null): boolean {
  return (
    harness?.review.humans.some(
      ({ when }) => when.paths.length + when.kinds.length > 0 || harness.scope.protect.length > 0,
    ) ?? false
  )
}

/** Reads what is needed of a pull request to know whom it asks for. @throws when GitHub does not answer. */
export async function demandsOfChange(
  reins: Reins,
  client: RepositoryClient,
  { judge, repository, facts, authors, codeowners, harness }: Asking,
): Promise<DemandsFound> {
  if (!mayAsk(harness) && !authors.byAgent) return { demands: [], skipped: null }
  const change = await reins.changes.read(client, repository, facts)
  const common = { judge, change, repository, cache: reins.texts }
  const today = new Date(reins.now()).toISOString().slice(0, 10)
  const { files, unlisted } = change
  const { demands, skipped } = await judge('demands', {
    harness: harness ?? { scope: { protect: [] }, review: { humans: [] } },
    kinds:
      authors.byAgent || harness?.review.humans.some(({ when }) => when.kinds.length > 0)
        ? await kindsOfChange(client, common)
        : [],
    changed: files.flatMap(({ path, renamedFrom }) =>
      renamedFrom === undefined ? [path] : [path, renamedFrom],
    ),
    byAgent: authors.byAgent,
    codeowners,
    unlisted,
    // What rules ask a person for, they ask of agents only.
    extra:
      harness !== null && facts.author.isThisApp
        ? (await judgeChange(client, { ...common, harness, today })).result.approvals
        : [],
  })
  if (authors.requesterKnown) return { demands, skipped }
  const unknown = demands.map((one) => ({ ...one, obstacle: one.obstacle ?? UNKNOWN_REQUESTER }))
  return { demands: unknown, skipped }
}

const UNKNOWN_REQUESTER =
  'Nothing tells any more who asked for this agent’s run, so nobody’s approval can be told from theirs. Ask for a new run.'
