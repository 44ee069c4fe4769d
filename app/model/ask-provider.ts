import { type IncomingMessage, request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'

/** Milliseconds until there is a connection, its TLS too. */
const CONNECT_WITHIN = 10_000

type Question = {
  url: string
  headers: Record<string, string>
  /** In pieces, so that nothing large is copied; they are taken out. */
  body: Buffer[]
  signal: AbortSignal
  /** The whole question has left; it is not needed any more. */
  sent: () => void
}

/**
 * Node's own client and agents: connections and TLS sessions are used again, proxies of the environment are used where Node
 * was told to (NODE_USE_ENV_PROXY), redirects are not followed, nothing is tried again, and pieces come without web streams.
 *
 * @returns the beginning of the answer; its body waits to be read.
 */
export function askProvider({ url, headers, body, signal, sent }: Question): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const secure = url.startsWith('https:')
    const length = body.reduce((sum, { length }) => sum + length, 0)
    const asked = (secure ? overHttps : overHttp)(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': length },
      signal,
    })
    const late = setTimeout(
      () => asked.destroy(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' })),
      CONNECT_WITHIN,
    )
    const connected = () => clearTimeout(late)
    asked.once('socket', (socket) => {
      if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', connected)
      else connected()
    })
    asked.once('close', connected)
    asked.once('finish', sent)
    asked.once('response', (answer) => {
      // Whoever reads it listens; it may break before that.
      answer.on('error', () => undefined)
      resolve(answer)
    })
    // Also after the answer: a provider may hang up on a question it does not want to read.
    asked.on('error', reject)
    // Let go, too: who listens above lives as long as the answer.
    for (const piece of body.splice(0)) asked.write(piece)
    asked.end()
  })
}
