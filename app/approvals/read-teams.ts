import { type Approver, keyOf } from '../../core/approvals/approver.ts'
import type { Demand } from '../../core/approvals/demand.ts'
import type { Team } from '../../core/approvals/judge-approvals.ts'
import type { Clients, Place, RepositoryClient } from '../github/installation.ts'

type TeamName = Extract<Approver, { kind: 'team' }>

/**
 * Who is in the teams that demands name, with the teams below them; one call for each team and hundred members. What
 * GitHub does not tell counts for nothing, and says why.
 */
export async function readTeams(
  clients: Clients,
  place: Place,
  demands: readonly Demand[],
): Promise<Map<string, Team>> {
  const named = demands.flatMap(({ whom }) => whom).filter((one) => one.kind === 'team')
  const teams = [...new Map(named.map((team) => [keyOf(team), team])).entries()]
  if (teams.length === 0) return new Map()
  // A token of its own: where the permission was not granted GitHub refuses the whole token that asks for it.
  const client = await clientFor(clients, place)
  const read = teams.map(async ([key, team]): Promise<[string, Team]> => [key, await readTeam(client, team)])
  return new Map(await Promise.all(read))
}

type Client = { kind: 'client'; client: RepositoryClient } | { kind: 'refused'; why: string }

async function clientFor(clients: Clients, place: Place): Promise<Client> {
  try {
    return { kind: 'client', client: await clients(place, { members: 'read' }, { urgency: 'background' }) }
  } catch (error) {
    return { kind: 'refused', why: whyNot(error) }
  }
}

async function readTeam(given: Client, { organization, slug }: TeamName): Promise<Team> {
  if (given.kind === 'refused') return { kind: 'unreadable', why: given.why }
  const { octokit } = given.client
  try {
    // https://docs.github.com/en/rest/teams/members#list-team-members: members of child teams included.
    const members = await octokit.paginate(octokit.rest.teams.listMembersInOrg, {
      org: organization,
      team_slug: slug,
      per_page: 100,
    })
    return { kind: 'read', members: members.map(({ login }) => login) }
  } catch (error) {
    return { kind: 'unreadable', why: whyNot(error) }
  }
}

function whyNot(error: unknown): string {
  const { status } = error as { status?: number }
  if (status === 404) return 'GitHub shows the App no such team in this organization'
  if (status === 403 || status === 422)
    return 'the App may not read members here; an owner of the organization can grant it “Members: read”, and on a person’s own account there are no teams'
  return status === undefined ? 'GitHub could not be reached' : `GitHub answered ${status}`
}
