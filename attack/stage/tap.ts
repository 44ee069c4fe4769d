import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'

/** One call of a runner or a webhook, on its way to the app. */
export type Call = {
  method: string
  /** "/runs/<key>/report" */
  path: string
  headers: Record<string, string>
  body: Buffer
  /** Of the app's answer; 0 until it is there. */
  status: number
  answer: string
}

export type Tap = {
  url: string
  calls: Call[]
  /** Where calls go on to. */
  target: string
  /** Sees every call before the app does; what it returns is sent instead of the body. */
  before: ((call: Call) => Promise<Buffer | string | undefined>) | undefined
  close: () => Promise<void>
}

/** Stands between the runner and the app: what a runner says is seen, and may be exchanged for lies. */
export async function openTap(): Promise<Tap> {
  const calls: Call[] = []
  const server = createServer(async (request, response) => {
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    try {
      const call: Call = {
        method: request.method ?? 'GET',
        path: request.url ?? '/',
        headers: plain(request.headers),
        ...{ body: await buffer(request), status: 0, answer: '' },
      }
      calls.push(call)
      const told = await tap.before?.(call)
      if (told !== undefined) call.body = Buffer.from(told)
      const {
        host: _,
        connection: __,
        'content-length': ___,
        'transfer-encoding': ____,
        ...headers
      } = call.headers
      const answer = await fetch(`${tap.target}${call.path}`, {
        method: call.method,
        headers,
        ...(call.method === 'GET' ? {} : { body: new Uint8Array(call.body) }),
        signal: gone.signal,
      })
      call.status = answer.status
      const {
        'content-encoding': ____e,
        'content-length': ____l,
        ...back
      } = Object.fromEntries(answer.headers)
      response.writeHead(answer.status, back)
      if (answer.body === null) return void response.end()
      const seen = async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          call.answer += Buffer.from(chunk).toString('utf8')
          yield chunk
        }
      }
      await pipeline(Readable.fromWeb(answer.body as never), seen, response)
    } catch {
      // Whoever called, or the app, hung up: so does this.
      response.destroy()
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve())
  })
  const tap: Tap = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    target: '',
    before: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return tap
}

function plain(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}
