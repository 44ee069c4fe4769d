import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { clock, record } from '../http/record.ts'
import type { World } from '../world/world.ts'
import { signIdToken, signingKey } from './id-token.ts'

/** The issuer of id tokens: discovery, keys, and the address a job asks. */
export function serveOidc(app: Hono<{ Bindings: HttpBindings }>, world: World): void {
  app.use('/_services/token/*', async (c, next) => {
    const at = clock()
    await next()
    record(world, { c, at, as: 'anonymous', status: c.res.status, body: null })
  })

  app.get('/_services/token/.well-known/openid-configuration', (c) =>
    c.json({
      issuer: world.urls.issuer,
      jwks_uri: `${world.urls.issuer}/.well-known/jwks`,
      subject_types_supported: ['public', 'pairwise'],
      response_types_supported: ['id_token'],
      claims_supported: [
        'sub',
        'aud',
        'exp',
        'iat',
        'iss',
        'jti',
        'nbf',
        'ref',
        'repository',
        'repository_id',
      ],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid'],
    }),
  )

  app.get('/_services/token/.well-known/jwks', async (c) => c.json({ keys: [(await signingKey(world)).jwk] }))

  app.get('/_services/token/request/:run', async (c) => {
    const token = /^bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const grant = token === undefined ? undefined : world.idTokenGrants.get(token)
    if (!grant || String(grant.run.id) !== c.req.param('run'))
      return c.json(
        { message: 'Unauthorized: the request token is unknown, of another run, or its run is over.' },
        401,
      )
    const audience = c.req.query('audience') ?? `${world.urls.html}/${grant.repository.owner.login}`
    const value = await signIdToken(world, grant, { audience })
    return c.json({ count: value.length, value })
  })
}
