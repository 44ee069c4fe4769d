import { CODEOWNERS_PATHS } from '../../core/approvals/codeowners.ts'
import { type Approvals, type ApprovalsInput, judgeApprovals } from '../../core/approvals/judge-approvals.ts'
import type { Permission } from '../../core/harness/harness.ts'
import { type ApprovalsCheck, approvalsCheck, approvalsUnknown } from '../../core/say/approvals-check.ts'
import { plural } from '../../core/say/numbers.ts'
import { harnessIn } from '../commands/load-harness.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { readPermission } from '../github/read-permission.ts'
import type { CommitFile } from '../pull-requests/commit-files.ts'
import type { PullPlace } from '../pull-requests/place.ts'
import type { PullRequestFacts, PullRequestRead } from '../pull-requests/read-pull-request.ts'
import type { Reins } from '../reins.ts'
import { ofInstallation } from '../runs/of-installation.ts'
import { Behind } from './behind.ts'
import { demandsOfChange, mayAsk } from './demands-of-change.ts'
import type { DemandsInput } from './demands-of-owners.ts'
import { findAuthors } from './find-authors.ts'
import { type Conversation, readConversation } from './read-conversation.ts'
import { readTeams } from './read-teams.ts'

export type Judging = {
  place: PullPlace
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
  const judge = reins.judges.of(place.installation)
  const rules = await harnessIn(baseFiles, {
    parents: reins.parents(place, { urgency: 'background' }),
    judge,
  })
  if (rules?.kind === 'broken')
    return approvalsUnknown('The rules cannot be read', brokenRules(rules.path, facts))
  const { id: repository } = place.repository
  const harness = rules?.harness ?? null
  const [conversation] = await Promise.all([
    readConversation(client, facts.number),
    // At the same time, and kept for later.
    mayAsk(harness) ? reins.changes.read(client, repository, facts) : null,
  ])
  if (review !== null && !shows(conversation, review)) throw new Behind(`the review ${review.id}`)
  const { marks } = reins
  const authors = await findAuthors(
    { runs: ofInstallation(reins.runs, place.installation), marks },
    { repository, facts, conversation },
  )
  const codeowners = codeownersOf(baseFiles)
  const asking = { judge, repository, facts, authors, codeowners, harness }
  const { demands, skipped } = await demandsOfChange(reins, client, asking)
  const approvals = await judgeReviews(client, {
    demands,
    reviews: conversation.reviews,
    head: facts.head,
    since: conversation.baseChangedAt,
    excluded: authors.excluded,
    permissions: new Map(),
    teams: await readTeams(reins.clients, place, demands),
    age: (commit) => ageOf(commit, conversation),
  })
  return approvalsCheck(approvals, { skipped, server: reins.config.github.serverUrl })
}

/** It may have been dismissed meanwhile. */
function shows({ reviews }: Conversation, { id, state }: NonNullable<Judging['review']>): boolean {
  return reviews.some((one) => one.id === id && (one.state === state || one.state === 'DISMISSED'))
}

/** Permissions are asked for ten people at a time, and only while an approval is missing. */
async function judgeReviews(
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
function codeownersOf(files: ReadonlyMap<string, CommitFile>): DemandsInput['codeowners'] {
  const path = CODEOWNERS_PATHS.find((one) => files.has(one))
  return path === undefined ? null : { path, text: files.get(path)?.text ?? null }
}

function ageOf(commit: string, { commits, commitCount }: Conversation): string | null {
  const at = commits.findIndex(({ sha }) => sha === commit)
  return at === -1 ? null : `${plural(commitCount - 1 - at, 'commit')} ago`
}

function brokenRules(path: string, { baseRef }: PullRequestFacts): string {
  return `\`${path}\` on \`${baseRef}\` has mistakes, so nobody knows whom this change asks for. Mend it there; a broken file never falls back to defaults.`
}
