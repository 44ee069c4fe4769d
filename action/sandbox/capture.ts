import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { MAX_CAPTURED_BYTES, MAX_TOOL_OUTPUT } from '../../core/run/agent-limits.ts'

/** On disk, for one command and for all of a host together: a command that writes for ever must not fill the disk. */
const MAX_SPILL_BYTES = 64 * 1024 * 1024
const MAX_ALL_SPILL_BYTES = 512 * 1024 * 1024

let spilledInAll = 0
let lastFile = 0

export type Captured = {
  /** Head and tail as text; bytes that are no UTF-8 became U+FFFD. */
  output: string
  /** Path of the spill file; null when the output was short. */
  spilled: string | null
}

/** Reads a stream to its end without ever blocking the writer: keeps head and tail, and puts long output on disk. */
export function capture(stream: Readable, folder: string): { end: () => Captured; total: () => number } {
  const half = MAX_CAPTURED_BYTES / 2
  const head: Buffer[] = []
  let tail: Buffer[] = []
  let tailBytes = 0
  let total = 0
  let file: { path: string; fd: number; bytes: number } | null = null

  const spill = (chunk: Buffer) => {
    if (file === null) {
      file = openFile(folder)
      for (const early of head) write(file, early)
    }
    write(file, chunk)
  }
  stream.on('data', (chunk: Buffer) => {
    if (total + chunk.length > MAX_TOOL_OUTPUT) spill(chunk)
    const room = Math.max(0, half - total)
    total += chunk.length
    if (room > 0) head.push(chunk.subarray(0, room))
    if (chunk.length <= room) return
    tail.push(chunk.subarray(room))
    tailBytes += chunk.length - room
    if (tailBytes > 2 * half) {
      tail = [Buffer.concat(tail).subarray(-half)]
      tailBytes = half
    }
  })

  return {
    total: () => total,
    end: () => {
      if (file !== null) closeSync(file.fd)
      const end = Buffer.concat(tail).subarray(-half)
      const kept = head.reduce((bytes, chunk) => bytes + chunk.length, 0) + end.length
      const gap = total > kept ? [Buffer.from(`\n[… ${total - kept} bytes left out …]\n`)] : []
      const output = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
        Buffer.concat([...head, ...gap, end]),
      )
      return { output, spilled: file?.path ?? null }
    },
  }
}

function openFile(folder: string): { path: string; fd: number; bytes: number } {
  const path = join(folder, `output-${++lastFile}.log`)
  return { path, fd: openSync(path, 'wx', 0o600), bytes: 0 }
}

function write(file: { fd: number; bytes: number }, chunk: Buffer): void {
  const room = Math.min(MAX_SPILL_BYTES - file.bytes, MAX_ALL_SPILL_BYTES - spilledInAll)
  if (room <= 0) return
  const written = writeSync(file.fd, chunk.subarray(0, room))
  file.bytes += written
  spilledInAll += written
}
