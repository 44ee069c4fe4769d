import { endpoint } from '../http/endpoint.ts'
import { notFound } from '../http/refusal.ts'
import { organizationView } from '../views/organization.ts'
import { publicUserView } from '../views/user.ts'
import { type Account, findAccount } from '../world/account.ts'
import type { World } from '../world/world.ts'

export const users = [
  endpoint('GET /user')({
    docs: 'users/users#get-the-authenticated-user',
    as: ['user'],
    answer: ({ world, actor }) => ({ status: 200, body: publicUserView(world, actor.account) }),
  }),

  endpoint('GET /users/{username}')({
    docs: 'users/users#get-a-user',
    answer: ({ world, params }) => {
      const account = findAccount(world, params.username)
      if (!account) throw notFound()
      return { status: 200, body: publicUserView(world, account) }
    },
  }),

  endpoint('GET /orgs/{org}')({
    docs: 'orgs/orgs#get-an-organization',
    answer: ({ world, params }) => {
      const account = theOrganization(world, params.org)
      const { followers, following, public_repos, public_gists, created_at, updated_at, html_url } =
        publicUserView(world, account)
      const counts = { followers, following, public_repos, public_gists, created_at, updated_at, html_url }
      return {
        status: 200,
        body: {
          ...organizationView(world, account),
          ...counts,
          archived_at: null,
          has_organization_projects: true,
          has_repository_projects: true,
          type: 'Organization',
        },
      }
    },
  }),
]

export function theOrganization(world: World, login: string): Account {
  const account = findAccount(world, login)
  if (account?.type !== 'Organization') throw notFound()
  return account
}
