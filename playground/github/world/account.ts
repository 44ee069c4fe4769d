import { nextId, timestamp, type World } from './world.ts'

export type Account = {
  id: number
  login: string
  type: 'User' | 'Bot' | 'Organization'
  createdAt: string
  /** Of an organization, by slug. */
  teams: Map<string, Team>
}

export type Team = {
  id: number
  slug: string
  /** Logins in small letters, of the team itself. */
  members: Set<string>
  /** The slug of the team it is a part of. */
  parent: string | null
}

/** Members of a team and of all teams below it, as GitHub lists them. */
export function membersOf(organization: Account, slug: string): Set<string> {
  const members = new Set(organization.teams.get(slug)?.members)
  for (const team of organization.teams.values())
    if (team.parent === slug) for (const login of membersOf(organization, team.slug)) members.add(login)
  return members
}

/** Logins are case-insensitive, as on GitHub. @returns null when nobody has it. */
export function findAccount(world: World, login: string): Account | null {
  return world.accounts.get(login.toLowerCase()) ?? null
}

/** The account of this login, made on its first mention; `…[bot]` becomes a Bot. */
export function ensureAccount(world: World, login: string, type?: Account['type']): Account {
  const known = findAccount(world, login)
  if (known) return known
  const account: Account = {
    id: nextId(world),
    login,
    type: type ?? (login.endsWith('[bot]') ? 'Bot' : 'User'),
    createdAt: timestamp(world),
    teams: new Map(),
  }
  world.accounts.set(login.toLowerCase(), account)
  return account
}

/** The address GitHub gives to everybody: it maps a commit back to its account. */
export function noreplyAddress(account: Account): string {
  return `${account.id}+${account.login}@users.noreply.github.com`
}

/** The account behind an address of a commit, or null. */
export function accountOfAddress(world: World, email: string): Account | null {
  if (email === WEB_FLOW.email) return WEB_FLOW.account
  const id = Number(/^(\d+)\+.+@users\.noreply\.github\.com$/i.exec(email)?.[1] ?? Number.NaN)
  return [...world.accounts.values()].find((account) => account.id === id) ?? null
}

/** Who commits on behalf of others when GitHub makes the commit itself; nobody can act as it. */
export const WEB_FLOW = {
  name: 'GitHub',
  email: 'noreply@github.com',
  account: {
    id: 19_864_447,
    login: 'web-flow',
    type: 'User',
    createdAt: '2016-06-10T17:16:36Z',
    teams: new Map(),
  } satisfies Account,
}
