import type { FileHandle } from 'node:fs/promises'
import { MAX_READ_BYTES, MAX_READ_LINES } from '../../core/run/agent-limits.ts'
import { openInside } from './open-inside.ts'
import type { Performed, Surroundings } from './operation.ts'
import type { HostCall } from './tool-host.ts'

type ReadCall = Extract<HostCall, { op: 'read' }>

const CHUNK = 64 * 1024
/** As git does: a NUL in the first 8,000 bytes makes a file binary. */
const BINARY_PROBE = 8_000

/** Lines of a text file, each after its number and a tab. Spill files can be read by their full path. */
export async function readFile(call: ReadCall, { place, signal }: Surroundings): Promise<Performed> {
  const opened = await openInside(call.path, [place.workspace, place.spill])
  if (opened.kind === 'missing')
    return { ok: false, text: `${opened.why}. Find the right path with search or shell.` }
  if (opened.kind === 'refused') return { ok: false, text: `Refused: ${opened.why}.`, denied: opened.why }
  const { file, path, size } = opened
  try {
    if (size === 0) return { ok: true, text: '(the file is empty)' }
    if ((await bytesAt(file, 0, BINARY_PROBE)).includes(0))
      return { ok: false, text: `${path} is binary, ${size} bytes; it is not shown.` }
    const first = Math.max(1, call.offset ?? 1)
    const most = Math.min(MAX_READ_LINES, Math.max(1, call.limit ?? MAX_READ_LINES))
    const start = await findLine(file, first, signal)
    if (start === null || start >= size) return { ok: true, text: `(the file ends before line ${first})` }
    return { ok: true, text: tell(await bytesAt(file, start, MAX_READ_BYTES + 1), { first, most }) }
  } finally {
    await file.close()
  }
}

/** @returns the byte at which the line begins; null when the file has fewer lines or the call was cancelled. */
async function findLine(file: FileHandle, line: number, signal: AbortSignal): Promise<number | null> {
  let missing = line - 1
  for (let at = 0; missing > 0; at += CHUNK) {
    const chunk = await bytesAt(file, at, CHUNK)
    if (chunk.length === 0 || signal.aborted) return null
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, end + 1))
      if (--missing === 0) return at + end + 1
  }
  return 0
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  return buffer.subarray(0, bytesRead)
}

function tell(bytes: Buffer, { first, most }: { first: number; most: number }): string {
  const full = bytes.length > MAX_READ_BYTES
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, MAX_READ_BYTES))
  const bom = first === 1 && text.startsWith('\uFEFF')
  const crlf = text.includes('\r\n')
  const lines = (bom ? text.slice(1) : text).replaceAll('\r\n', '\n').split('\n')
  const oneLongLine = full && lines.length === 1
  // What stands after the last line break is nothing, or, where the bytes ran out, a line that is not whole.
  if (!oneLongLine && (full || lines.at(-1) === '')) lines.pop()
  const shown = lines.slice(0, most)
  const notes = [
    oneLongLine ? `line ${first} is cut; see the rest with cut -c` : null,
    full || shown.length < lines.length ? `more follows: read on with offset ${first + shown.length}` : null,
    crlf ? 'lines end in CRLF; a patch keeps that by itself' : null,
    bom ? 'begins with a byte order mark; a patch keeps it' : null,
    text.includes('\uFFFD') ? 'bytes that are no UTF-8 are shown as \uFFFD' : null,
  ].filter((note) => note !== null)
  const body = shown.map((line, index) => `${first + index}\t${line}`).join('\n')
  return notes.length === 0 ? body : `${body}\n[${notes.join('; ')}]`
}
