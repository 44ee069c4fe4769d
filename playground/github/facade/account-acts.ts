import type { AccountActs } from '../../interface/account-acts.ts'
import { ensureAccount } from '../world/account.ts'
import { theRepository } from '../world/repository.ts'
import { nextId, type World } from '../world/world.ts'

/** Who is named for the first time gets an account. */
export function accountActs(world: World): Omit<AccountActs, 'token'> {
  return {
    user: (login) => {
      ensureAccount(world, login, login.endsWith('[bot]') ? 'Bot' : 'User')
    },
    forget: (login) => {
      world.accounts.delete(login.toLowerCase())
    },
    organization: (login, teams = {}) => {
      const account = ensureAccount(world, login, 'Organization')
      account.type = 'Organization'
      for (const [slug, team] of Object.entries(teams)) {
        const { members, parent = null } = Array.isArray(team) ? { members: team } : team
        const logins = new Set(members.map((member) => member.toLowerCase()))
        account.teams.set(slug, { id: nextId(world), slug, members: logins, parent })
        for (const member of members) ensureAccount(world, member)
      }
    },
    permit: (name, login, permission) => {
      theRepository(world, name).permissions.set(ensureAccount(world, login).id, permission)
    },
  }
}
