import { decodeJwt, errors, importSPKI, jwtVerify } from 'jose'
import type { App } from '../world/app.ts'
import type { World } from '../world/world.ts'
import { Refusal } from './refusal.ts'

/** Seconds an App's own token may live at most. */
const MAX_LIFETIME = 10 * 60
/** Seconds our clock may differ from the App's before "in the future" is said. */
const SKEW = 60

/** @throws Refusal 401, in GitHub's words, when it is not signed by an App or its times do not hold; 404 for an unknown App. */
export async function appOfJwt(world: World, token: string): Promise<App> {
  const app = appOfIssuer(world, token)
  const now = Math.floor(world.settings.now() / 1000)
  try {
    const { payload } = await jwtVerify(token, await importSPKI(app.publicKey ?? '', 'RS256'), {
      algorithms: ['RS256'],
      currentDate: new Date(now * 1000),
      clockTolerance: 0,
    })
    const { iat, exp } = payload
    if (iat === undefined || iat > now + SKEW)
      throw new Refusal(
        401,
        "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
      )
    if (exp === undefined) throw expired()
    if (exp > now + MAX_LIFETIME + SKEW || exp - iat > MAX_LIFETIME + SKEW)
      throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future")
    return app
  } catch (error) {
    if (error instanceof Refusal) throw error
    if (error instanceof errors.JWTExpired) throw expired()
    throw undecodable()
  }
}

function appOfIssuer(world: World, token: string): App {
  let issuer: unknown
  try {
    issuer = decodeJwt(token).iss
  } catch {
    throw undecodable()
  }
  const wanted = String(issuer)
  const app = [...world.apps.values()].find(
    (one) => one.publicKey !== null && (String(one.id) === wanted || one.clientId === wanted),
  )
  if (!app) throw new Refusal(404, 'Integration not found')
  return app
}

function undecodable(): Refusal {
  return new Refusal(401, 'A JSON web token could not be decoded')
}

function expired(): Refusal {
  return new Refusal(
    401,
    "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
  )
}
