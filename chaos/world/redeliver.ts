import { importPKCS8, SignJWT } from 'jose'
import type { World } from './open-world.ts'

type Item = { id: number; guid: string; status_code: number; redelivery: boolean }

/** What GitHub tried to deliver, newest first. */
export async function listDeliveries(world: World): Promise<Item[]> {
  const headers = await asApp(world)
  const all: Item[] = []
  let next: string | null = `${world.github.apiUrl}/app/hook/deliveries?per_page=100`
  while (next !== null) {
    const answer: Response = await fetch(next, { headers })
    all.push(...((await answer.json()) as Item[]))
    next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1] ?? null
  }
  return all
}

/** Asks GitHub for every delivery again that nobody has taken. @returns how many. */
export async function redeliverFailed(world: World): Promise<number> {
  const all = await listDeliveries(world)
  const taken = new Set(
    all.filter(({ status_code: code }) => code >= 200 && code < 300).map(({ guid }) => guid),
  )
  const failed = new Map(all.filter(({ guid }) => !taken.has(guid)).map((one) => [one.guid, one.id]))
  await redeliver(world, [...failed.values()])
  return failed.size
}

export async function redeliver(world: World, ids: number[]): Promise<void> {
  const headers = await asApp(world)
  for (const id of ids)
    await fetch(`${world.github.apiUrl}/app/hook/deliveries/${id}/attempts`, { method: 'POST', headers })
}

async function asApp({ registered }: World): Promise<Record<string, string>> {
  const jwt = await new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(String(registered.id))
    .setIssuedAt()
    .setExpirationTime('5 minutes')
    .sign(await importPKCS8(registered.privateKey, 'RS256'))
  return { authorization: `Bearer ${jwt}` }
}
