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

  endpoint('GET /orgs/{org}/teams/{team_slug}/memberships/{username}')({
    docs: 'teams/members#get-team-membership-for-a-user',
    as: ['installation', 'user'],
    answer: ({ world, caller, params }) => {
      const organization = theOrganization(world, params.org)
      if (caller.kind === 'installation' && caller.permissions.members === undefined) throw notFound()
      const team = organization.teams.get(params.team_slug)
      if (!team?.has(params.username.toLowerCase())) throw notFound()
      const url = `${world.urls.api}/organizations/${organization.id}/team/${params.team_slug}/memberships/${params.username}`
      return { status: 200, body: { url, role: 'member', state: 'active' } }
    },
  }),
]

function theOrganization(world: World, login: string): Account {
  const account = findAccount(world, login)
  if (account?.type !== 'Organization') throw notFound()
  return account
}
