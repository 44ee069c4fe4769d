import type { AppActs } from '../../interface/app-acts.ts'
import { forgetTokens, suspendApp, uninstallApp } from '../acts/install.ts'
import { theRepository } from '../world/repository.ts'
import type { World } from '../world/world.ts'

/** What the owner of an installation does with it. */
export function installationActs(world: World): Pick<AppActs, 'uninstall' | 'suspend' | 'grant'> {
  return {
    uninstall: async (id, names) => {
      const installation = world.installations.get(id)
      if (!installation) throw new Error(`playground: there is no installation ${id}.`)
      const repositories = names.map((one) => theRepository(world, one))
      uninstallApp(world, { installation, repositories, actor: { account: installation.account, app: null } })
    },
    suspend: async (id) => {
      const installation = world.installations.get(id)
      if (!installation) throw new Error(`playground: there is no installation ${id}.`)
      suspendApp(world, installation)
    },
    grant: async (id, permissions) => {
      const installation = world.installations.get(id)
      if (!installation) throw new Error(`playground: there is no installation ${id}.`)
      installation.permissions = permissions
      forgetTokens(world, installation)
    },
  }
}
