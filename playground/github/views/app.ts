import type { Schemas } from '../schemas.ts'
import type { App, Installation } from '../world/app.ts'
import { nodeId } from '../world/node-id.ts'
import type { World } from '../world/world.ts'
import { userView } from './user.ts'

export function appView(world: World, app: App) {
  return {
    id: app.id,
    client_id: app.clientId,
    slug: app.slug,
    node_id: nodeId('A', app.id),
    owner: userView(world, app.owner),
    name: app.slug,
    description: '',
    external_url: '',
    html_url: `${world.urls.html}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: withMetadata(app.permissions),
    events: app.events,
  } satisfies NonNullable<Schemas['integration']>
}

export function installationView(world: World, installation: Installation) {
  const { id, app, account } = installation
  return {
    id,
    client_id: app.clientId,
    account: userView(world, account),
    repository_selection: 'selected' as const,
    access_tokens_url: `${world.urls.api}/app/installations/${id}/access_tokens`,
    repositories_url: `${world.urls.api}/installation/repositories`,
    html_url: `${world.urls.html}/settings/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: withMetadata(installation.permissions),
    events: installation.events,
    created_at: installation.createdAt,
    updated_at: installation.updatedAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspendedAt === null ? null : userView(world, account),
    suspended_at: installation.suspendedAt,
  } satisfies Schemas['installation']
}

/** Every App may read metadata; GitHub lists it always. */
export function withMetadata<T extends Record<string, 'read' | 'write'>>(
  permissions: T,
): T & { metadata: 'read' } {
  return { ...permissions, metadata: 'read' }
}
