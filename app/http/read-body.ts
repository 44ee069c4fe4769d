export type Body = { kind: 'read'; text: string } | { kind: 'refused'; status: 408 | 413; error: string }

type Bounds = {
  /** Bytes. */
  most: number
  /** Milliseconds until all of it has to be here. */
  within: number
}

/** A request's body as text, or why it is not read: larger or slower than it may be. */
export async function readBody(request: Request, { most, within }: Bounds): Promise<Body> {
  const tooLarge = refused(413, `The body is larger than ${Math.floor(most / 1024 / 1024)} MB.`)
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > most) return tooLarge
  if (request.body === null) return { kind: 'read', text: '' }
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let bytes = 0
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), within)
  })
  try {
    for (;;) {
      const next = await Promise.race([reader.read(), late])
      if (next === 'late') {
        void reader.cancel().catch(() => undefined) // The connection is given up either way.
        return refused(408, `The body did not arrive within ${within / 1000} s.`)
      }
      if (next.done) return { kind: 'read', text: Buffer.concat(chunks).toString('utf8') }
      bytes += next.value.length
      if (bytes > most) return tooLarge
      chunks.push(next.value)
    }
  } finally {
    clearTimeout(timer)
  }
}

function refused(status: 408 | 413, error: string): Body {
  return { kind: 'refused', status, error }
}
