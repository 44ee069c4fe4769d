import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'

export type Body =
  | { kind: 'read'; text: string }
  | { kind: 'refused'; status: 400 | 408 | 413; error: string }

type Bounds = {
  /** Bytes. */
  most: number
  /** Milliseconds until all of it has to be here. */
  within: number
}

/** A request's body as text, or why it is not read: larger or slower than it may be. What is left of it then, its server ends. */
export function readBody(request: IncomingMessage, { most, within }: Bounds): Promise<Body> {
  const tooLarge = refused(413, `The body is larger than ${Math.floor(most / 1024 / 1024)} MB.`)
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > most) return Promise.resolve(tooLarge)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const late = setTimeout(
      () => done(refused(408, `The body did not arrive within ${within / 1000} s.`)),
      within,
    )
    const done = (body: Body) => {
      stop()
      resolve(body)
    }
    const stop = () => {
      clearTimeout(late)
      request.off('data', onData).off('end', onEnd).off('close', onClose).pause()
    }
    const onData = (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > most) done(tooLarge)
      else chunks.push(chunk)
    }
    const onEnd = () => done(toText(Buffer.concat(chunks)))
    const onClose = () => {
      stop()
      reject(new Error('The connection broke while its body was read.'))
    }
    request.on('error', closes)
    request.on('data', onData).on('end', onEnd).on('close', onClose)
    if (request.destroyed) onClose()
  })
}

/** It closes after an error. This stays with the request, so it must not hold what was read. */
function closes(): void {}

/** Bytes that are no UTF-8 would become other text than what was signed. */
function toText(bytes: Buffer): Body {
  return isUtf8(bytes)
    ? { kind: 'read', text: bytes.toString('utf8') }
    : refused(400, 'The body is not UTF-8.')
}

function refused(status: 400 | 408 | 413, error: string): Body {
  return { kind: 'refused', status, error }
}
