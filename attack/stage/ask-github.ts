import { importPKCS8, SignJWT } from 'jose'
import type { World } from './world.ts'

/** A request to the local GitHub with any token, past the app. */
export async function askGitHub(
  world: World,
  { token, method = 'GET', path, body }: { token: string; method?: string; path: string; body?: unknown },
): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${world.github.apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
}

/** What the App's key gives: a token for a whole installation, as nobody but the app could make it. */
export async function installationToken(world: World, installation = world.installation): Promise<string> {
  const jwt = await new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(String(world.registered.id))
    .setIssuedAt()
    .setExpirationTime('5 minutes')
    .sign(await importPKCS8(world.registered.privateKey, 'RS256'))
  const path = `/app/installations/${installation}/access_tokens`
  const { status, body } = await askGitHub(world, { token: jwt, method: 'POST', path })
  if (status !== 201) throw new Error(`no installation token: ${status}`)
  return (body as { token: string }).token
}
