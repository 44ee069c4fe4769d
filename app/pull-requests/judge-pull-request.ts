import { type HarnessCheck, harnessCheck } from '../../core/say/harness-check.ts'
import { brokenHarnessCheck } from '../../core/say/harness-trouble.ts'
import { harnessIn, RULE_FILES } from '../commands/load-harness.ts'
import type { LoadParents } from '../commands/load-parents.ts'
import type { RepositoryClient } from '../github/installation.ts'
import type { Judge } from '../judging/tasks.ts'
import type { ChangeCache } from './change-cache.ts'
import { judgeChange } from './judge-change.ts'
import { judgeOwnVersion } from './judge-own-version.ts'
import { type PullRequestRead, readPullRequest } from './read-pull-request.ts'
import type { TextCache } from './text-cache.ts'

export type Asked = {
  number: number
  baseRef: string
  head: string
  /** When GitHub said so, ISO 8601; what it shows from before is behind. Null: not known. */
  at: string | null
}
type Judging = {
  judge: Judge
  parents: LoadParents
  repository: number
  today: string
  server: string
  cache: TextCache
  changes: ChangeCache
}

export type JudgedPullRequest =
  | { kind: 'check'; baseRef: string; check: HarnessCheck; twins: PullRequestRead['twins'] }
  | { kind: 'ignore'; reason: string; twins: PullRequestRead['twins'] }
  /** It has another head now. */
  | { kind: 'moved'; head: string; baseRef: string; at: string; twins: [] }

/**
 * Judges one pull request by the rules of its base, read through the API: whoever wrote it, nothing of it is executed.
 * @throws when GitHub does not answer.
 */
export async function judgePullRequest(
  client: RepositoryClient,
  asked: Asked,
  { judge, parents, repository, today, server, cache, changes }: Judging,
): Promise<JudgedPullRequest> {
  const read = await readPullRequest(client, { ...asked, files: RULE_FILES })
  const ignore = (reason: string, twins: PullRequestRead['twins'] = []): JudgedPullRequest => ({
    kind: 'ignore',
    reason,
    twins,
  })
  if (read === null) return ignore('the pull request or its base branch is gone')
  const { facts, baseFiles, headFiles, twins } = read
  if (!facts.open) return ignore('the pull request is closed')
  if (facts.head !== asked.head) {
    if (asked.at !== null && facts.updatedAt < asked.at) throw new Behind(asked.head)
    return { kind: 'moved', head: facts.head, baseRef: facts.baseRef, at: facts.updatedAt, twins: [] }
  }
  const rules = await harnessIn(baseFiles, { parents, judge })
  const differs = RULE_FILES.some((path) => headFiles.get(path)?.text !== baseFiles.get(path)?.text)
  if (rules === null && !differs) return ignore('the base branch has no rules', twins)
  const base = { ref: facts.baseRef, sha: facts.base }
  const told = (check: HarnessCheck): JudgedPullRequest => ({
    kind: 'check',
    baseRef: base.ref,
    check,
    twins,
  })
  if (rules?.kind === 'broken' && !differs)
    return told(brokenHarnessCheck({ ...rules, base, own: null, server }))

  const harness = rules?.kind === 'ok' ? rules.harness : null
  const change = await changes.read(client, repository, facts)
  const common = { judge, repository, today, cache }
  const own = await judgeOwnVersion(client, { ...common, change, headFiles, base: harness, parents })
  if (rules?.kind === 'broken') return told(brokenHarnessCheck({ ...rules, base, own, server }))
  if (harness === null && own === null) return ignore('the base branch has no rules', twins)
  const judged =
    harness === null
      ? { applying: [], result: null, unjudged: [], notes: [], blocks: false }
      : await judgeChange(client, { ...common, change, harness })
  return told(harnessCheck({ ...judged, base, patches: change.patches, own, today, server }))
}

/** GitHub tells of a push before every part of it shows it. */
class Behind extends Error {
  constructor(head: string) {
    super(`GitHub does not show the head ${head} yet`)
    this.name = 'Behind'
  }
}
