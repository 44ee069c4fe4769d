import { PERMISSIONS, type Permission } from '../harness/harness.ts'
import { type Approver, keyOf } from './approver.ts'
import type { Demand } from './demand.ts'
import { type Decision, latestReviews, type Review } from './latest-reviews.ts'

/** `unreadable`: GitHub did not say who is in it, and why. */
export type Team = { kind: 'read'; members: string[] } | { kind: 'unreadable'; why: string }

export type ApprovalsInput = {
  demands: readonly Demand[]
  reviews: readonly Review[]
  /** The commit that is to be merged; only approvals of it count. */
  head: string
  /** When the base branch was last changed, ISO 8601: until then people looked at another change. Null: never. */
  since: string | null
  /** Whose approval never counts, and why: the end of a sentence that begins with the login. */
  excluded: readonly { login: string; why: string }[]
  /** By login in small letters, as far as it was asked for. */
  permissions: ReadonlyMap<string, Permission>
  /** By `keyOf`: "@acme/payments". */
  teams: ReadonlyMap<string, Team>
  /** "3 commits ago", or null when the commit is not in the pull request any more. */
  age: (commit: string) => string | null
}

export type JudgedDemand = Demand & {
  approvedBy: string[]
  /** Approvals still to come. */
  missing: number
  /** Teams among `whom` that could not be read: nobody counts for them. */
  unreadable: { name: string; why: string }[]
  /** Set when too few people are left who could approve; who they were, and why they do not count. */
  deadEnd: string | null
}

export type Approvals = {
  demands: JudgedDemand[]
  complete: boolean
  /** Approvals that do not count: the end of a sentence that begins with the login. */
  notCounted: { login: string; why: string }[]
  changesRequested: string[]
  /** Whose permission would have to be known to tell more. Empty when nothing is missing or nobody else approved. */
  unasked: string[]
}

/** Who has approved what a change asks for, and who is missing. One approval may meet several demands. */
export function judgeApprovals(input: ApprovalsInput): Approvals {
  const latest = latestReviews(input.reviews)
  const excluded = new Map(input.excluded.map(({ login, why }) => [login.toLowerCase(), why]))
  const given = latest.filter(({ state }) => state === 'APPROVED')
  const stands = given.filter((review) => whyNot(review, input, excluded) === null)
  const counts = stands.filter(({ author }) => permits(input.permissions.get(author.login.toLowerCase())))
  const demands = input.demands.map((demand) => judge(demand, { input, counts, excluded }))
  const open = demands.filter(({ missing }) => missing > 0)
  return {
    demands,
    complete: open.length === 0,
    notCounted: given.flatMap((review) => {
      const why = whyNot(review, input, excluded) ?? whyPowerless(review, input.permissions)
      return why === null ? [] : [{ login: review.author.login, why }]
    }),
    changesRequested: latest
      .filter(({ state }) => state === 'CHANGES_REQUESTED')
      .map(({ author }) => author.login),
    unasked: stands
      .map(({ author }) => author.login)
      .filter((login) => !input.permissions.has(login.toLowerCase()))
      .filter((login) => open.some(({ whom }) => isAmong(login, whom, input.teams))),
  }
}

type Judging = { input: ApprovalsInput; counts: Decision[]; excluded: ReadonlyMap<string, string> }

function judge(demand: Demand, { input, counts, excluded }: Judging): JudgedDemand {
  const approvedBy = counts
    .map(({ author }) => author.login)
    .filter((login) => isAmong(login, demand.whom, input.teams))
  const unreadable = demand.whom.flatMap((one) => {
    const team = one.kind === 'team' ? input.teams.get(keyOf(one)) : undefined
    return team?.kind === 'unreadable' ? [{ name: keyOf(one), why: team.why }] : []
  })
  const missing =
    demand.obstacle === null ? Math.max(0, demand.count - approvedBy.length) : Math.max(1, demand.count)
  return {
    ...demand,
    approvedBy,
    missing,
    unreadable,
    deadEnd: missing > 0 && unreadable.length === 0 ? deadEnd(demand, input.teams, excluded) : null,
  }
}

/** Null: it stands. */
function whyNot(
  { author, commit, submittedAt }: Decision,
  { head, since, age }: ApprovalsInput,
  excluded: ReadonlyMap<string, string>,
): string | null {
  if (!author.isPerson) return 'is no person'
  const why = excluded.get(author.login.toLowerCase())
  if (why !== undefined) return why
  if (since !== null && Date.parse(submittedAt) <= Date.parse(since))
    return 'approved before the base branch was changed'
  if (commit === head) return null
  const ago = commit === null ? null : age(commit)
  return ago === null
    ? 'approved a commit that is no longer part of this pull request'
    : `approved an older commit, ${ago}`
}

function whyPowerless({ author }: Decision, permissions: ApprovalsInput['permissions']): string | null {
  const permission = permissions.get(author.login.toLowerCase())
  if (permission === undefined || permits(permission)) return null
  return permission === 'none' ? 'has no access to the repository' : `may only ${permission}, not write`
}

/** Also who is named has to be able to write: as GitHub's own reviews count. */
function permits(permission: Permission | undefined): boolean {
  return permission !== undefined && PERMISSIONS.indexOf(permission) >= PERMISSIONS.indexOf('write')
}

function isAmong(login: string, whom: readonly Approver[], teams: ApprovalsInput['teams']): boolean {
  return whom.length === 0 || whom.some((one) => peopleOf(one, teams).includes(login.toLowerCase()))
}

function peopleOf(one: Approver, teams: ApprovalsInput['teams']): string[] {
  if (one.kind === 'person') return [one.login.toLowerCase()]
  const team = one.kind === 'team' ? teams.get(keyOf(one)) : undefined
  return team?.kind === 'read' ? team.members.map((login) => login.toLowerCase()) : []
}

/** Nobody waits for people who cannot come. */
function deadEnd(
  { whom, count }: Demand,
  teams: ApprovalsInput['teams'],
  excluded: ReadonlyMap<string, string>,
): string | null {
  if (whom.length === 0) return null
  const people = [...new Set(whom.flatMap((one) => peopleOf(one, teams)))]
  const able = people.filter((login) => !excluded.has(login))
  if (able.length >= count) return null
  const out = people.flatMap((login) => {
    const why = excluded.get(login)
    return why === undefined ? [] : [`${login} ${why}`]
  })
  const left = able.length === 0 ? 'Nobody' : `Only ${able.length}`
  return `${left} of those named can approve this${out.length === 0 ? '' : `: ${out.join('; ')}`}.`
}
