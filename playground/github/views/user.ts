import type { Schemas } from '../schemas.ts'
import type { Account } from '../world/account.ts'
import { nodeId } from '../world/node-id.ts'
import type { World } from '../world/world.ts'

export function userView(world: World, account: Account) {
  const { html, api } = world.urls
  const url = `${api}/users/${encodeURIComponent(account.login)}`
  const page = account.login.endsWith('[bot]')
    ? `${html}/apps/${account.login.slice(0, -'[bot]'.length)}`
    : `${html}/${account.login}`
  return {
    login: account.login,
    id: account.id,
    node_id: accountNodeId(account),
    avatar_url: `${html}/avatars/u/${account.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: page,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  } satisfies Schemas['simple-user']
}

export function publicUserView(world: World, account: Account): Schemas['public-user'] {
  const repositories = [...world.repositories.values()].filter((one) => one.owner === account)
  return {
    ...userView(world, account),
    name: account.login,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: repositories.filter((one) => !one.private).length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.createdAt,
    updated_at: account.createdAt,
  }
}

export function accountNodeId(account: Account): string {
  const kinds = { User: 'U', Bot: 'BOT', Organization: 'O' }
  return nodeId(kinds[account.type], account.id)
}
