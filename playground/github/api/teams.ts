import type { Caller } from '../http/caller.ts'
import { endpoint } from '../http/endpoint.ts'
import { allows } from '../http/needs.ts'
import { paginate } from '../http/paginate.ts'
import { forbidden, notFound } from '../http/refusal.ts'
import { userView } from '../views/user.ts'
import { type Account, findAccount, membersOf } from '../world/account.ts'
import type { World } from '../world/world.ts'
import { theOrganization } from './users.ts'

export const teams = [
  endpoint('GET /orgs/{org}/teams/{team_slug}/members')({
    docs: 'teams/members#list-team-members',
    needs: 'members=read',
    as: ['installation', 'user'],
    answer: (call) => {
      const { world, caller, params } = call
      const { organization, slug } = theTeam(world, caller, params)
      const members = [...membersOf(organization, slug)].flatMap((login) => findAccount(world, login) ?? [])
      const { slice, headers } = paginate(call, members)
      return { status: 200, body: slice.map((one) => userView(world, one)), headers }
    },
  }),

  endpoint('GET /orgs/{org}/teams/{team_slug}/memberships/{username}')({
    docs: 'teams/members#get-team-membership-for-a-user',
    needs: 'members=read',
    as: ['installation', 'user'],
    answer: ({ world, caller, params }) => {
      const { organization, slug } = theTeam(world, caller, params)
      if (!membersOf(organization, slug).has(params.username.toLowerCase())) throw notFound()
      const url = `${world.urls.api}/organizations/${organization.id}/team/${slug}/memberships/${params.username}`
      return { status: 200, body: { url, role: 'member', state: 'active' } }
    },
  }),
]

/**
 * Teams are an organization's own business: an installation sees those of the organization it is on, with the
 * organization's permission `members`; a person sees those of organizations they belong to.
 */
function theTeam(
  world: World,
  caller: Caller,
  params: { org: string; team_slug: string },
): { organization: Account; slug: string } {
  const organization = theOrganization(world, params.org)
  if (caller.kind === 'installation') {
    if (!allows(caller.permissions, 'members=read')) throw forbidden()
    if (caller.installation.account !== organization) throw notFound()
  }
  // Slugs are made of small letters; GitHub finds them in any spelling.
  const slug = params.team_slug.toLowerCase()
  if (!organization.teams.has(slug)) throw notFound()
  return { organization, slug }
}
