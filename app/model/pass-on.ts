import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'

type Passing = {
  from: Readable
  to: ServerResponse
  /** Milliseconds of silence, and bytes in all, that end it. */
  idle: number
  most: number
  /** What goes on of a piece. */
  pass: (chunk: Buffer) => Buffer
  rest: () => Buffer
  /** Once, before the end is told, also when nobody reads on. */
  settle: () => Promise<void>
}

/** A stream as it comes, no faster than it is read, that ends in time. Whoever ends it, the other side hears of it at once. */
export function passOn({ from, to, idle, most, pass, rest, settle }: Passing): Promise<void> {
  return new Promise((resolve, reject) => {
    let bytes = 0
    let over = false
    const end = async (whole: boolean) => {
      if (over) return
      over = true
      clearTimeout(silence)
      if (whole) write(rest())
      else from.destroy()
      await settle()
      if (whole) to.end()
      else to.destroy()
    }
    const ends = (whole: boolean) => void end(whole).then(resolve, reject)
    const write = (piece: Buffer) => piece.length === 0 || to.write(piece)
    // Silence is the provider's only while somebody waits for it.
    const silence = setTimeout(() => (to.writableNeedDrain ? silence.refresh() : ends(false)), idle)

    to.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' })
    // With the first piece where that is here already.
    setImmediate(() => bytes === 0 && !over && to.flushHeaders())
    to.on('close', () => ends(false))
    to.on('drain', () => {
      silence.refresh()
      from.resume()
    })
    from.on('error', () => ends(false))
    from.on('close', () => ends(false))
    from.on('end', () => ends(true))
    from.on('data', (chunk: Buffer) => {
      if (over) return
      silence.refresh()
      bytes += chunk.length
      if (bytes > most) ends(false)
      else if (!write(pass(chunk))) from.pause()
    })
    if (to.destroyed || from.destroyed) ends(false)
  })
}
