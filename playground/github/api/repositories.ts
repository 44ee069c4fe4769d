import { endpoint } from '../http/endpoint.ts'
import { atLeast } from '../http/needs.ts'
import { paginate } from '../http/paginate.ts'
import { notFound } from '../http/refusal.ts'
import { fullRepositoryView, permissionFlags } from '../views/repository.ts'
import { userView } from '../views/user.ts'
import { findAccount } from '../world/account.ts'
import { permissionOf } from '../world/repository.ts'

export const repositories = [
  endpoint('GET /repos/{owner}/{repo}')({
    docs: 'repos/repos#get-a-repository',
    answer: ({ world, repository, caller }) => {
      const permission = caller.kind === 'user' ? permissionOf(repository, caller.account) : 'read'
      return { status: 200, body: fullRepositoryView(world, repository, permission) }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/collaborators')({
    docs: 'collaborators/collaborators#list-repository-collaborators',
    role: 'write',
    answer: (call) => {
      const { world, repository } = call
      const accounts = [...world.accounts.values()].filter(
        (one) => one === repository.owner || (repository.permissions.get(one.id) ?? 'none') !== 'none',
      )
      const { slice, headers } = paginate(call, accounts)
      const body = slice.map((account) => {
        const role = permissionOf(repository, account)
        return { ...userView(world, account), permissions: permissionFlags(role), role_name: role }
      })
      return { status: 200, body, headers }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/collaborators/{username}')({
    docs: 'collaborators/collaborators#check-if-a-user-is-a-repository-collaborator',
    role: 'write',
    answer: ({ world, repository, params }) => {
      const account = findAccount(world, params.username)
      const given = account ? (repository.permissions.get(account.id) ?? 'none') : 'none'
      if (account !== repository.owner && given === 'none') throw notFound()
      return { status: 204, body: null }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/collaborators/{username}/permission')({
    docs: 'collaborators/collaborators#get-repository-permissions-for-a-user',
    role: 'write',
    answer: ({ world, repository, params }) => {
      const account = findAccount(world, params.username)
      if (account?.type !== 'User') throw notFound(`${params.username} is not a user`)
      const role = permissionOf(repository, account)
      return {
        status: 200,
        body: {
          // The older field knows four words; the newer tells all of them.
          permission: legacy(role),
          role_name: role,
          user: { ...userView(world, account), permissions: permissionFlags(role), role_name: role },
        },
      }
    },
  }),
]

function legacy(role: Parameters<typeof atLeast>[0]): string {
  if (role === 'admin' || role === 'none') return role
  return atLeast(role, 'write') ? 'write' : 'read'
}
