import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY

/** What was opened: a regular file, or what else is there (closed again). */
export type Opened =
  | { kind: 'file'; file: FileHandle; size: number; mode: number }
  | { kind: 'folder' }
  | { kind: 'other' }

/**
 * Opens for reading without following a link and without waiting for a FIFO or a device.
 *
 * @throws as `open` does: ENOENT, ELOOP for a link …
 */
export async function openRegular(path: string): Promise<Opened> {
  const file = await open(path, FLAGS)
  const stats = await file.stat()
  if (stats.isFile()) return { kind: 'file', file, size: stats.size, mode: stats.mode }
  await file.close()
  return { kind: stats.isDirectory() ? 'folder' : 'other' }
}
