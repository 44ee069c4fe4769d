import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A request on its way. */
export type Passing = {
  method: string
  path: string
  body: Buffer
  /** Where it went; null until it went. */
  target: string | null
}
/** What is sent instead of the truth; `reset` breaks the connection. */
export type Instead = { status: number; headers?: Record<string, string>; body?: unknown } | 'reset'

export type Watcher = {
  /** It has arrived, and nobody has done anything about it. */
  arrived?: (passing: Passing) => Promise<Instead | null>
  /** It was done (the answer has begun), and who asked has not heard. */
  done?: (passing: Passing, status: number) => Promise<Instead | null>
  /** A part of the answer was passed on; whether the answer breaks off here. */
  breaks?: (passing: Passing) => boolean
  /** Who asked has heard. */
  heard?: (passing: Passing) => void
}

export type Wire = { url: string; close: () => Promise<void> }

/**
 * Stands between two that talk HTTP, and may break off at any moment of it. Every request goes over a connection of its
 * own, so that a process that was killed breaks nothing but what it was asked.
 *
 * @param targets Where a request may go, in the order to try; a closed door is no answer, so the next one is tried.
 */
export async function openWire(targets: () => string[], watcher: Watcher): Promise<Wire> {
  const server = createServer((request, response) => {
    response.on('error', () => undefined) // Who asked is gone.
    pass(request, response, { targets: targets(), watcher }).catch(() => response.destroy())
  })
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve())
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Given = { targets: string[]; watcher: Watcher }

async function pass(request: IncomingMessage, response: ServerResponse, { targets, watcher }: Given) {
  const { method = 'GET', url: path = '/' } = request
  const passing: Passing = { method, path, body: await buffer(request), target: null }
  const early = (await watcher.arrived?.(passing)) ?? null
  if (early !== null) return replace(response, early)
  const answer = await first(targets, request, passing)
  answer.on('error', () => response.destroy())
  const status = answer.statusCode ?? 502
  const late = (await watcher.done?.(passing, status)) ?? null
  if (late !== null) {
    answer.destroy()
    return replace(response, late)
  }
  const { connection: _, 'keep-alive': __, ...headers } = answer.headers
  response.writeHead(status, headers)
  response.once('close', () => answer.destroy())
  for await (const part of answer) {
    response.write(part)
    if (watcher.breaks?.(passing) === true) return response.destroy()
  }
  response.end()
  watcher.heard?.(passing)
}

async function first(
  targets: string[],
  request: IncomingMessage,
  passing: Passing,
): Promise<IncomingMessage> {
  for (const target of targets) {
    passing.target = target
    const answer = await send(target, request, passing)
    if (answer !== 'closed') return answer
  }
  throw new Error('nobody is there')
}

function send(target: string, request: IncomingMessage, { method, path, body }: Passing) {
  const { hostname, port, host } = new URL(target)
  const { connection: _, 'transfer-encoding': __, ...headers } = request.headers
  return new Promise<IncomingMessage | 'closed'>((resolve, reject) => {
    const asking = ask({
      ...{ hostname, port, path, method, agent: false },
      headers: { ...headers, host, 'content-length': String(body.length), connection: 'close' },
    })
    asking.once('response', resolve)
    asking.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNREFUSED' ? resolve('closed') : reject(error),
    )
    asking.end(body)
  })
}

function replace(response: ServerResponse, instead: Instead): void {
  if (instead === 'reset') return void response.destroy()
  response.writeHead(instead.status, { 'content-type': 'application/json', ...instead.headers })
  response.end(JSON.stringify(instead.body ?? { message: 'chaos' }))
}
