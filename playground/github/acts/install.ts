import { installationView } from '../views/app.ts'
import { repositoryNodeId } from '../views/repository.ts'
import { sendToInstallation } from '../webhooks/send-webhook.ts'
import type { Account } from '../world/account.ts'
import type { Actor, App, Installation, Permissions } from '../world/app.ts'
import { fullName, type Repository } from '../world/repository.ts'
import { nextId, timestamp, type World } from '../world/world.ts'

/** Installs an App on repositories of one owner, or adds to the installation it has there. */
export function installApp(
  world: World,
  given: { app: App; repositories: Repository[]; actor: Actor },
): Installation {
  const { app, repositories, actor } = given
  const [first] = repositories
  if (!first) throw new Error('playground: an App is installed on at least one repository.')
  if (repositories.some((one) => one.owner !== first.owner))
    throw new Error('playground: an installation belongs to one owner; install once for each.')
  const known = [...world.installations.values()].find(
    (one) => one.app === app && one.account === first.owner,
  )
  const installation = known ?? newInstallation(world, { app, first })
  const added = repositories.filter((one) => !installation.repositories.has(one.id))
  for (const repository of added) installation.repositories.add(repository.id)
  installation.updatedAt = timestamp(world)
  const views = added.map(toRepository)
  const event = known ? 'installation_repositories' : 'installation'
  const payload = known
    ? {
        installation: installationView(world, installation),
        repository_selection: 'selected',
        repositories_added: views,
        repositories_removed: [],
        requester: null,
      }
    : { installation: installationView(world, installation), repositories: views, requester: null }
  const action = known ? 'added' : 'created'
  sendToInstallation(world, installation, { event, action, repository: null, actor, payload })
  return installation
}

/** Takes repositories out of an installation; without any left it is gone, and so are its tokens. */
export function uninstallApp(
  world: World,
  given: { installation: Installation; repositories: Repository[]; actor: Actor },
): void {
  const { installation, repositories, actor } = given
  for (const repository of repositories) installation.repositories.delete(repository.id)
  const gone = installation.repositories.size === 0
  const views = repositories.map(toRepository)
  const shared = { installation: installationView(world, installation), requester: null }
  const payload = gone
    ? { ...shared, repositories: views }
    : { ...shared, repository_selection: 'selected', repositories_added: [], repositories_removed: views }
  const [event, action] = gone ? ['installation', 'deleted'] : ['installation_repositories', 'removed']
  sendToInstallation(world, installation, { event, action, repository: null, actor, payload })
  if (!gone) return
  world.installations.delete(installation.id)
  forgetTokens(world, installation)
}

/** The owner lets the App do nothing for a while: no events but this one, no tokens. */
export function suspendApp(world: World, installation: Installation): void {
  installation.suspendedAt = timestamp(world)
  const payload = { installation: installationView(world, installation) }
  const actor = { account: installation.account, app: null }
  sendToInstallation(world, installation, {
    ...{ event: 'installation', action: 'suspend', repository: null, actor, payload },
  })
  forgetTokens(world, installation)
}

export function forgetTokens(world: World, installation: Installation): void {
  for (const [text, token] of world.tokens)
    if (token.kind === 'installation' && token.installation === installation) world.tokens.delete(text)
}

function newInstallation(world: World, { app, first }: { app: App; first: Repository }): Installation {
  const at = timestamp(world)
  const installation: Installation = {
    id: nextId(world),
    app,
    account: first.owner,
    repositories: new Set(),
    permissions: grantedOn(first.owner, app.permissions),
    events: app.events,
    createdAt: at,
    updatedAt: at,
    suspendedAt: null,
  }
  world.installations.set(installation.id, installation)
  return installation
}

/** A person's account has no members to see: GitHub grants permissions over an organization on organizations only. */
function grantedOn(owner: Account, permissions: Permissions): Permissions {
  if (owner.type === 'Organization') return permissions
  const { members: _, ...granted } = permissions
  return granted
}

function toRepository(repository: Repository) {
  return {
    id: repository.id,
    node_id: repositoryNodeId(repository),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
  }
}
