import { CODEOWNERS_PATHS, type Codeowners, parseCodeowners } from '../../core/approvals/codeowners.ts'
import type { Demand } from '../../core/approvals/demand.ts'
import { findDemands } from '../../core/approvals/find-demands.ts'
import { type Approvals, type ApprovalsInput, judgeApprovals } from '../../core/approvals/judge-approvals.ts'
import type { Harness, Permission } from '../../core/harness/harness.ts'
import { findChangeKinds } from '../../core/rules/kinds/find-change-kinds.ts'
import { type ApprovalsCheck, approvalsCheck, approvalsUnknown } from '../../core/say/approvals-check.ts'
import { plural } from '../../core/say/numbers.ts'
import { loadHarness } from '../commands/load-harness.ts'
import type { Place, RepositoryClient } from '../github/installation.ts'
import { readPermission } from '../github/read-permission.ts'
import type { CommitFile } from '../pull-requests/commit-files.ts'
import { type PullRequestChange, readChange } from '../pull-requests/read-change.ts'
import type { PullRequestFacts, PullRequestRead } from '../pull-requests/read-pull-request.ts'
import type { Reins } from '../reins.ts'
import { type Authors, findAuthors } from './find-authors.ts'
import { type Conversation, readConversation } from './read-conversation.ts'
import { readTeams } from './read-teams.ts'

/** A pull request as far as it was read already. `baseFiles` hold CODEOWNERS, wherever it may be. */
export type PullRequestSoFar = PullRequestRead & { change?: PullRequestChange }

export type Judged = { facts: PullRequestFacts; check: ApprovalsCheck; siblings: number[] }

/** Whom a pull request asks for and who has approved its head, by the rules of its base. Executes nothing of it. */
export async function judgePullRequest(
  reins: Reins,
  { client, place }: { client: RepositoryClient; place: Place },
  { facts, baseFiles, change: known }: PullRequestSoFar,
): Promise<Judged> {
  const [{ harness }, conversation, change] = await Promise.all([
    loadHarness(client, facts.base),
    readConversation(client, facts),
    known ?? readChange(client, facts.number, facts),
  ])
  const { siblings } = conversation
  if (harness.kind === 'broken')
    return { facts, siblings, check: approvalsUnknown(brokenRules(harness.path, facts)) }
  const authors = await findAuthors(reins.runs, { repository: place.repository.id, facts, conversation })
  const codeowners = codeownersOf(baseFiles)
  const demands = demandsOf(harness.harness, { change, authors, codeowners })
  const approvals = await judge(client, {
    demands,
    reviews: conversation.reviews,
    head: facts.head,
    excluded: authors.excluded,
    permissions: new Map(),
    teams: await readTeams(reins.clients, place, demands),
    age: (commit) => ageOf(commit, conversation),
  })
  const check = approvalsCheck(approvals, { codeowners, server: reins.config.github.serverUrl })
  return { facts, siblings, check }
}

type Asking = { change: PullRequestChange; authors: Authors; codeowners: Codeowners }

function demandsOf(harness: Harness, { change, authors, codeowners }: Asking): Demand[] {
  const { files, unlisted } = change
  const demands = findDemands({
    harness,
    kinds: findChangeKinds(files),
    changed: files.flatMap(({ path, renamedFrom }) =>
      renamedFrom === undefined ? [path] : [path, renamedFrom],
    ),
    byAgent: authors.byAgent,
    codeowners,
    unlisted,
    extra: [],
  })
  return authors.requesterKnown
    ? demands
    : demands.map((demand) => ({ ...demand, obstacle: demand.obstacle ?? UNKNOWN_REQUESTER }))
}

const UNKNOWN_REQUESTER =
  'Nothing tells any more who asked for this agent’s run, so nobody’s approval can be told from theirs. Ask for a new run.'

/** Permissions are asked for ten people at a time, and only while an approval is missing. */
async function judge(
  client: RepositoryClient,
  input: Omit<ApprovalsInput, 'permissions'> & { permissions: Map<string, Permission> },
): Promise<Approvals> {
  for (;;) {
    const approvals = judgeApprovals(input)
    const ask = approvals.unasked.slice(0, SIDE_BY_SIDE)
    if (ask.length === 0) return approvals
    const read = ask.map(async (login) => [login, (await readPermission(client, login)).permission] as const)
    for (const [login, permission] of await Promise.all(read))
      input.permissions.set(login.toLowerCase(), permission)
  }
}

const SIDE_BY_SIDE = 10

/** The first of the places that has one; what stands there is no less a CODEOWNERS for being unreadable. */
export function codeownersOf(files: ReadonlyMap<string, CommitFile>): Codeowners {
  const path = CODEOWNERS_PATHS.find((one) => files.has(one))
  return path === undefined ? { kind: 'none' } : parseCodeowners(path, files.get(path)?.text ?? null)
}

function ageOf(commit: string, { commits, commitCount }: Conversation): string | null {
  const at = commits.findIndex(({ sha }) => sha === commit)
  return at === -1 ? null : `${plural(commitCount - 1 - at, 'commit')} ago`
}

function brokenRules(path: string, { baseRef }: PullRequestFacts): string {
  return `\`${path}\` on \`${baseRef}\` has mistakes, so nobody knows whom this change asks for. Mend it there; a broken file never falls back to defaults.`
}
