import { openInside } from './open-inside.ts'
import type { Performed, Surroundings } from './operation.ts'
import type { HostCall } from './tool-host.ts'

type FetchCall = Extract<HostCall, { op: 'fetch' }>

/** The whole file as base64, for gates; a file above the limit is refused, never cut. */
export async function fetchFile(call: FetchCall, { place }: Surroundings): Promise<Performed> {
  const opened = await openInside(call.path, [place.workspace])
  if (opened.kind !== 'ok') return { ok: false, text: `${opened.why}.` }
  try {
    const buffer = Buffer.alloc(Math.min(opened.size, call.limit) + 1)
    let length = 0
    while (length < buffer.length) {
      const { bytesRead } = await opened.file.read(buffer, length, buffer.length - length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    if (length > call.limit || length === buffer.length)
      return { ok: false, text: `${opened.path} has more than ${call.limit} bytes.` }
    return { ok: true, text: `${length} bytes`, content: buffer.subarray(0, length).toString('base64') }
  } finally {
    await opened.file.close()
  }
}
