import type { Schemas } from '../schemas.ts'
import type { Account } from '../world/account.ts'
import type { World } from '../world/world.ts'
import { accountNodeId } from './user.ts'

/** As webhooks carry it beside a repository of an organization. */
export function organizationView(
  world: World,
  account: Account,
): Schemas['organization-simple'] & { id: number } {
  const url = `${world.urls.api}/orgs/${account.login}`
  return {
    login: account.login,
    id: account.id,
    node_id: accountNodeId(account),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.urls.html}/avatars/u/${account.id}?v=4`,
    description: null,
  }
}
