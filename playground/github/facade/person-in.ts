import { ensureAccount } from '../world/account.ts'
import type { Actor } from '../world/app.ts'
import type { World } from '../world/world.ts'

/** Who is named for the first time gets an account. */
export function personIn(world: World, login: string): Actor {
  return { account: ensureAccount(world, login), app: null }
}
