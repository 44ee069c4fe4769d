import type { IncomingMessage } from 'node:http'
import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'

const UNPACK = new Map<string | undefined, () => NodeJS.ReadWriteStream & Readable>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
  ['zstd', createZstdDecompress],
])

/** What was sent, as it is read: no provider is asked to pack, some do. Whoever ends the one ends the other. */
export function unpacked(answer: IncomingMessage): Readable {
  const unpack = UNPACK.get(answer.headers['content-encoding']?.trim().toLowerCase())?.()
  if (unpack === undefined) return answer
  return pipeline(answer, unpack, () => undefined) // Who reads hears of it.
}
