import { ensureAccount } from '../world/account.ts'
import type { App } from '../world/app.ts'
import { timestamp, type World } from '../world/world.ts'

/** GitHub's own App behind GITHUB_TOKEN; its id is the real one. */
const ACTIONS_APP_ID = 15_368

export function actionsApp(world: World): App {
  const known = world.apps.get(ACTIONS_APP_ID)
  if (known) return known
  const app: App = {
    id: ACTIONS_APP_ID,
    clientId: 'Iv1.05c79e9ad1f6bdfa',
    slug: 'github-actions',
    owner: ensureAccount(world, 'github', 'Organization'),
    bot: ensureAccount(world, 'github-actions[bot]'),
    publicKey: null,
    permissions: {},
    events: [],
    webhook: null,
    createdAt: timestamp(world),
  }
  world.apps.set(app.id, app)
  return app
}
