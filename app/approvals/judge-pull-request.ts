import { CODEOWNERS_PATHS, type Codeowners, parseCodeowners } from '../../core/approvals/codeowners.ts'
import type { Demand } from '../../core/approvals/demand.ts'
import { findDemands } from '../../core/approvals/find-demands.ts'
import { type Approvals, type ApprovalsInput, judgeApprovals } from '../../core/approvals/judge-approvals.ts'
import type { Harness, Permission } from '../../core/harness/harness.ts'
import { findChangeKinds } from '../../core/rules/kinds/find-change-kinds.ts'
import { type ApprovalsCheck, approvalsCheck, approvalsUnknown } from '../../core/say/approvals-check.ts'
import { plural } from '../../core/say/numbers.ts'
import { harnessIn } from '../commands/load-harness.ts'
import type { Place, RepositoryClient } from '../github/installation.ts'
import { readPermission } from '../github/read-permission.ts'
import type { CommitFile } from '../pull-requests/commit-files.ts'
import { judgeChange } from '../pull-requests/judge-change.ts'
import type { PullRequestChange } from '../pull-requests/read-change.ts'
import type { PullRequestFacts, PullRequestRead } from '../pull-requests/read-pull-request.ts'
import { treesOfChange } from '../pull-requests/trees-of-change.ts'
import type { Reins } from '../reins.ts'
import { Behind } from './behind.ts'
import { type Authors, findAuthors } from './find-authors.ts'
import { type Conversation, readConversation } from './read-conversation.ts'
import { readTeams } from './read-teams.ts'

export type Judging = {
  place: Place
  /** With the rules and CODEOWNERS of its base. */
  read: PullRequestRead
  /** A review that GitHub has told of and must show. */
  review: { id: number; state: string } | null
}

/**
 * Whom a pull request asks for and who has approved its head, by the rules of its base; nothing of it is executed.
 * @throws Behind when GitHub does not show the review yet.
 */
export async function judgePullRequest(
  reins: Reins,
  client: RepositoryClient,
  { place, read: { facts, baseFiles }, review }: Judging,
): Promise<ApprovalsCheck> {
  const rules = harnessIn(baseFiles)
  if (rules?.kind === 'broken')
    return approvalsUnknown('The rules cannot be read', brokenRules(rules.path, facts))
  const { id: repository } = place.repository
  const [conversation, change] = await Promise.all([
    readConversation(client, facts.number),
    reins.changes.read(client, repository, facts),
  ])
  if (review !== null && !shows(conversation, review)) throw new Behind(`the review ${review.id}`)
  const authors = await findAuthors(reins.runs, { repository, facts, conversation })
  const codeowners = codeownersOf(baseFiles)
  const asking = { change, authors, codeowners, repository }
  const demands = await demandsOf(reins, client, { ...asking, harness: rules?.harness ?? null })
  const approvals = await judge(client, {
    demands,
    reviews: conversation.reviews,
    head: facts.head,
    excluded: authors.excluded,
    permissions: new Map(),
    teams: await readTeams(reins.clients, place, demands),
    age: (commit) => ageOf(commit, conversation),
  })
  return approvalsCheck(approvals, { codeowners, server: reins.config.github.serverUrl })
}

/** It may have been dismissed meanwhile. */
function shows({ reviews }: Conversation, { id, state }: NonNullable<Judging['review']>): boolean {
  return reviews.some((one) => one.id === id && (one.state === state || one.state === 'DISMISSED'))
}

type Asking = {
  change: PullRequestChange
  authors: Authors
  codeowners: Codeowners
  repository: number
  /** Null: the base has no rules, and only what is built in counts. */
  harness: Harness | null
}

async function demandsOf(
  reins: Reins,
  client: RepositoryClient,
  { change, authors, codeowners, repository, harness }: Asking,
): Promise<Demand[]> {
  const { files, unlisted } = change
  const { now, before } = treesOfChange(change)
  const today = new Date(reins.now()).toISOString().slice(0, 10)
  // What rules ask a person for, they ask of agents only.
  const ruled =
    harness !== null && change.author.isThisApp
      ? await judgeChange(client, { change, harness, today, repository, cache: reins.texts })
      : null
  const demands = findDemands({
    harness: harness ?? { scope: { protect: [] }, review: { humans: [] } },
    kinds: findChangeKinds(files, { read: now.read, readBase: before.read }),
    changed: files.flatMap(({ path, renamedFrom }) =>
      renamedFrom === undefined ? [path] : [path, renamedFrom],
    ),
    byAgent: authors.byAgent,
    codeowners,
    unlisted,
    extra: ruled?.result.approvals ?? [],
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
function codeownersOf(files: ReadonlyMap<string, CommitFile>): Codeowners {
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
