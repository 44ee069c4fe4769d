import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** A provider in a process of its own that streams as many bytes as the instructions say, in so many milliseconds. */
const EVENT = `event: response.output_text.delta\ndata: {"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"${'word '.repeat(24)}"}\n\n`
const END = `event: response.completed\ndata: {"type":"response.completed","response":{"status":"completed","output":[],"usage":{"input_tokens":25000,"input_tokens_details":{"cached_tokens":24000},"output_tokens":900}}}\n\n`
/** Milliseconds between writes of a stream that takes its time. */
const TICK = 5

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const [, bytes = '0', ms = '0'] =
      /stream (\d+) bytes in (\d+) ms/.exec(Buffer.concat(chunks).toString()) ?? []
    void stream(response, Number(bytes), Number(ms))
  })
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.on('disconnect', () => process.exit())

async function stream(response: ServerResponse, bytes: number, ms: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(EVENT)
  const events = Math.ceil(bytes / EVENT.length)
  const began = performance.now()
  for (let sent = 1; sent < events && !response.destroyed; ) {
    const due = ms === 0 ? sent + 64 : Math.ceil(((performance.now() - began) / ms) * events)
    const next = Math.min(events, due)
    if (next > sent && !response.write(EVENT.repeat(next - sent))) await drained(response)
    sent = Math.max(sent, next)
    if (ms > 0) await wait(TICK)
  }
  response.end(END)
}

/** Also when nobody reads any more. */
async function drained(response: ServerResponse): Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })])
  stop.abort()
}
