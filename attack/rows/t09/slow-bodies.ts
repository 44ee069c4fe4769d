import { connect } from 'node:net'
import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { sign } from '../../stage/deliver.ts'
import type { World } from '../../stage/world.ts'
import { nothing, type Ready, ready } from './door.ts'

const MB = 1024 * 1024

/** Bytes as they are, for what no client would send. @returns what came back until the connection closed. */
function raw(world: World, parts: { text: string; after?: number }[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const socket = connect(Number(new URL(world.app.url).port), '127.0.0.1', () => {
      for (const { text, after = 0 } of parts) setTimeout(() => socket.writable && socket.write(text), after)
    })
    socket.on('data', (data) => {
      said += data
      if (/\r\n\r\n/.test(said)) setTimeout(() => socket.destroy(), 200)
    })
    socket.on('close', () => resolve(said))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(said) : reject(error),
    )
    setTimeout(() => socket.destroy(), 20_000).unref()
  })
}

const head = ({ world, text }: Ready, length: number) =>
  [
    'POST /api/github/webhooks HTTP/1.1',
    'host: app',
    'content-type: application/json',
    `content-length: ${length}`,
    'x-github-event: issue_comment',
    'x-github-delivery: slow',
    `x-hub-signature-256: ${sign(text, world.registered.webhookSecret)}`,
    '',
    '',
  ].join('\r\n')

/** Bodies that are too large or too slow, as no client would send them. */
export const SLOW_BODIES: Attempt[] = [
  {
    name: 'over 25 MB without saying so',
    run: async (stage) => {
      const there = await ready(stage)
      const chunk = new Uint8Array(MB).fill(32)
      let sent = 0
      const endless = new ReadableStream<Uint8Array>({
        pull: (to) => (sent++ < 40 ? to.enqueue(chunk) : to.close()),
      })
      const answer = await fetch(`${there.world.app.url}/api/github/webhooks`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-github-event': 'issue_comment',
          'x-github-delivery': 'big',
          'x-hub-signature-256': sign('', 'x'),
        },
        body: endless,
        duplex: 'half',
      } as RequestInit)
      must(answer.status === 413, `answered ${answer.status}`)
      nothing(there)
      return stopped('app: webhook door', {
        tried: `${sent} MB were sent in pieces`,
        evidence: `413: ${await answer.text()}`,
      })
    },
  },
  {
    name: 'a body that stops in the middle',
    run: async (stage) => {
      const there = await ready(stage)
      const from = performance.now()
      const said = await raw(there.world, [
        { text: head(there, there.text.length) + there.text.slice(0, 20) },
      ])
      const ms = performance.now() - from
      must(/^HTTP\/1\.1 408 /.test(said), `answered: ${said.slice(0, 200)}`)
      nothing(there)
      return stopped('app: webhook door', {
        tried: 'twenty bytes of the body, then silence',
        evidence: `408 after ${(ms / 1000).toFixed(1)} s (1.5 s allowed here, 10 s otherwise)`,
      })
    },
  },
  {
    name: 'a body that comes byte by byte for ever',
    run: async (stage) => {
      const there = await ready(stage)
      const drip = Array.from({ length: 40 }, (_, at) => ({ text: ' ', after: (at + 1) * 100 }))
      const said = await raw(there.world, [{ text: head(there, MB) }, ...drip])
      must(/^HTTP\/1\.1 408 /.test(said), `answered: ${said.slice(0, 200)}`)
      nothing(there)
      return stopped('app: webhook door', {
        tried: 'a byte every 100 ms',
        evidence: '408: every byte counts against the same clock',
      })
    },
  },
]
