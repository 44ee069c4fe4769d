import type { World } from './world.ts'

/** The last delivery of an event as GitHub sent it: what an attacker with the secret would alter. */
// biome-ignore lint/suspicious/noExplicitAny: payloads are altered at will.
export function lastWebhook(world: World, event: string): { guid: string; payload: any } {
  const call = world.tap.calls.findLast(({ headers }) => headers['x-github-event'] === event)
  if (call === undefined) throw new Error(`GitHub delivered no ${event}.`)
  return { guid: call.headers['x-github-delivery'] ?? '', payload: JSON.parse(call.body.toString('utf8')) }
}
