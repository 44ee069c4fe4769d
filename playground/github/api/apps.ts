import { z } from 'zod'
import type { Call } from '../http/endpoint.ts'
import { endpoint } from '../http/endpoint.ts'
import { allows } from '../http/needs.ts'
import { paginate } from '../http/paginate.ts'
import { forbidden, notFound, unprocessable } from '../http/refusal.ts'
import { TOKEN_LIFETIME } from '../limits.ts'
import { appView, installationView, withMetadata } from '../views/app.ts'
import { repositoryView } from '../views/repository.ts'
import type { App, Installation, Permissions } from '../world/app.ts'
import { mintToken } from '../world/token.ts'
import { toTimestamp, type World } from '../world/world.ts'

export const apps = [
  endpoint('GET /app')({
    docs: 'apps/apps#get-the-authenticated-app',
    as: ['app'],
    answer: (call) => ({ status: 200, body: wholeApp(call.world, theApp(call)) }),
  }),

  endpoint('GET /apps/{app_slug}')({
    docs: 'apps/apps#get-an-app',
    answer: ({ world, params }) => {
      const app = [...world.apps.values()].find((one) => one.slug === params.app_slug)
      if (!app) throw notFound()
      return { status: 200, body: appView(world, app) }
    },
  }),

  endpoint('GET /app/installations')({
    docs: 'apps/apps#list-installations-for-the-authenticated-app',
    as: ['app'],
    answer: (call) => {
      const { slice, headers } = paginate(call, installationsOf(call.world, theApp(call)))
      const body = slice.map((one) => installationView(call.world, one))
      // GitHub's description of this list asks for a user and an enterprise in one; it answers either.
      return { status: 200, body: body as never, headers }
    },
  }),

  endpoint('GET /app/installations/{installation_id}')({
    docs: 'apps/apps#get-an-installation-for-the-authenticated-app',
    as: ['app'],
    answer: (call) => {
      const installation = theInstallation(call, call.params.installation_id)
      return { status: 200, body: installationView(call.world, installation) }
    },
  }),

  endpoint('POST /app/installations/{installation_id}/access_tokens')({
    docs: 'apps/apps#create-an-installation-access-token-for-an-app',
    as: ['app'],
    body: z.object({
      repositories: z.array(z.string()).optional(),
      repository_ids: z.array(z.int()).optional(),
      permissions: z.record(z.string(), z.enum(['read', 'write'])).optional(),
    }),
    answer: (call) => {
      const { world, body } = call
      const installation = theInstallation(call, call.params.installation_id)
      if (installation.suspendedAt !== null) throw forbidden('This installation has been suspended')
      const permissions = narrowPermissions(installation, body.permissions)
      const narrowed = body.repositories !== undefined || body.repository_ids !== undefined
      const repositories = narrowRepositories(world, installation, body)
      const expiresAt = world.settings.now() + TOKEN_LIFETIME
      const { app } = installation
      const given = { installation, app, account: app.bot, permissions, repositories, expiresAt }
      const token = mintToken(world, { kind: 'installation', ...given })
      const views = [...repositories].flatMap((id) => {
        const repository = world.repositories.get(id)
        return repository ? [repositoryView(world, repository)] : []
      })
      return {
        status: 201,
        body: {
          token,
          expires_at: toTimestamp(expiresAt),
          permissions: withMetadata(permissions),
          repository_selection: 'selected',
          ...(narrowed ? { repositories: views } : {}),
        },
      }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/installation')({
    docs: 'apps/apps#get-a-repository-installation-for-the-authenticated-app',
    as: ['app'],
    answer: (call) => {
      const found = installationsOf(call.world, theApp(call)).find((one) =>
        one.repositories.has(call.repository.id),
      )
      if (!found) throw notFound()
      return { status: 200, body: installationView(call.world, found) }
    },
  }),

  endpoint('GET /orgs/{org}/installation')({
    docs: 'apps/apps#get-an-organization-installation-for-the-authenticated-app',
    as: ['app'],
    answer: (call) => ({ status: 200, body: installationOn(call, call.params.org) }),
  }),

  endpoint('GET /users/{username}/installation')({
    docs: 'apps/apps#get-a-user-installation-for-the-authenticated-app',
    as: ['app'],
    answer: (call) => ({ status: 200, body: installationOn(call, call.params.username) }),
  }),

  endpoint('GET /installation/repositories')({
    docs: 'apps/installations#list-repositories-accessible-to-the-app-installation',
    as: ['installation'],
    answer: (call) => {
      const { world, caller } = call
      if (caller.kind !== 'installation') throw notFound()
      const found = [...caller.repositories].flatMap((id) => world.repositories.get(id) ?? [])
      const { slice, headers } = paginate(call, found)
      const repositories = slice.map((one) => repositoryView(world, one))
      return { status: 200, body: { total_count: found.length, repositories }, headers }
    },
  }),

  endpoint('DELETE /installation/token')({
    docs: 'apps/installations#revoke-an-installation-access-token',
    as: ['installation'],
    answer: ({ world, caller }) => {
      for (const [text, token] of world.tokens) if (token === caller) world.tokens.delete(text)
      return { status: 204, body: null }
    },
  }),
]

export function theApp({ caller }: Pick<Call, 'caller'>): App {
  if (caller.kind !== 'app') throw notFound()
  return caller.app
}

function wholeApp(world: World, app: App) {
  return { ...appView(world, app), installations_count: installationsOf(world, app).length }
}

function installationsOf(world: World, app: App): Installation[] {
  return [...world.installations.values()].filter((one) => one.app === app)
}

function theInstallation(call: Pick<Call, 'caller' | 'world'>, id: string): Installation {
  const found = installationsOf(call.world, theApp(call)).find((one) => String(one.id) === id)
  if (!found) throw notFound()
  return found
}

function installationOn(call: Pick<Call, 'caller' | 'world'>, login: string) {
  const found = installationsOf(call.world, theApp(call)).find(
    (one) => one.account.login.toLowerCase() === login.toLowerCase(),
  )
  if (!found) throw notFound()
  return installationView(call.world, found)
}

function narrowPermissions(installation: Installation, asked: Permissions | undefined): Permissions {
  if (!asked) return { ...installation.permissions }
  for (const [name, level] of Object.entries(asked))
    if (!allows(installation.permissions, `${name}=${level}`))
      throw unprocessable('The permissions requested are not granted to this installation.')
  const { metadata: _, ...permissions } = asked
  return permissions
}

function narrowRepositories(
  world: World,
  installation: Installation,
  asked: { repositories?: string[] | undefined; repository_ids?: number[] | undefined },
): Set<number> {
  if (asked.repositories === undefined && asked.repository_ids === undefined)
    return new Set(installation.repositories)
  const own = [...installation.repositories].flatMap((id) => world.repositories.get(id) ?? [])
  const ids = [
    ...(asked.repository_ids ?? []).map((id) => own.find((one) => one.id === id)),
    ...(asked.repositories ?? []).map((name) =>
      own.find((one) => one.name.toLowerCase() === name.toLowerCase()),
    ),
  ].map((found) => {
    if (found) return found.id
    throw unprocessable(
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    )
  })
  if (ids.length === 0) throw unprocessable('repositories must not be empty')
  return new Set(ids)
}
