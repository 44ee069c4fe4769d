import { userView } from '../views/user.ts'
import type { Account } from '../world/account.ts'
import type { World } from '../world/world.ts'
import type { Fields } from './context.ts'

/** A person, a bot or an organization. GraphQL names an App's bot without "[bot]", as REST does not. */
export function actorView(world: World, account: Account): Fields {
  const view = userView(world, account)
  return {
    __typename: account.type,
    id: view.node_id,
    databaseId: account.id,
    login: account.type === 'Bot' ? account.login.replace(/\[bot\]$/, '') : account.login,
    avatarUrl: view.avatar_url,
    url: view.html_url,
    resourcePath: new URL(view.html_url).pathname,
    createdAt: account.createdAt,
  }
}

/** Who wrote or did something; somebody who has left GitHub is nobody any more. */
export function authorView(world: World, account: Account): Fields | null {
  return world.accounts.has(account.login.toLowerCase()) ? actorView(world, account) : null
}
