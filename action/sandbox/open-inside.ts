import { type FileHandle, realpath } from 'node:fs/promises'
import { join } from 'node:path/posix'
import { openFolder } from './open-folder.ts'
import { type Opened, openRegular } from './open-regular.ts'
import { safePath } from './safe-path.ts'

/** A regular file held open; `path` is relative to the root it lies in, links resolved. */
export type OpenFile = { kind: 'ok'; file: FileHandle; path: string; size: number; mode: number }
export type NotOpened = { kind: 'refused'; why: string } | { kind: 'missing'; why: string }

/**
 * Opens a regular file below one of the roots (absolute real paths; the first counts for relative paths) for reading.
 * A symlink may lead from place to place within a root, never out of it: what is opened is the resolved path, folder by
 * folder without following links, so that a link swapped in meanwhile is refused.
 */
export async function openInside(path: string, roots: string[]): Promise<OpenFile | NotOpened> {
  const root = roots.find((candidate) => path.startsWith(`${candidate}/`)) ?? roots[0]!
  const safe = safePath(path, root)
  if (safe.kind === 'refused') return safe
  try {
    const real = safePath(await realpath(join(root, safe.path)), root)
    if (real.kind === 'refused') return { kind: 'refused', why: `${safe.path} is a link, and ${real.why}` }
    const opened = await openSteps(root, real.path)
    if (opened.kind === 'file') return { ...opened, kind: 'ok', path: real.path }
    return {
      kind: 'refused',
      why: `${safe.path} is ${opened.kind === 'folder' ? 'a folder' : 'no regular file'}`,
    }
  } catch (error) {
    return explain(safe.path, error as NodeJS.ErrnoException)
  }
}

async function openSteps(root: string, path: string): Promise<Opened> {
  const slash = path.lastIndexOf('/')
  const folder = await openFolder(root, slash === -1 ? '.' : path.slice(0, slash))
  try {
    return await openRegular(folder.at(path.slice(slash + 1)))
  } finally {
    await folder.close()
  }
}

function explain(path: string, error: NodeJS.ErrnoException): NotOpened {
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'missing', why: `${path} does not exist` }
    case 'ELOOP':
      return { kind: 'refused', why: `${path} is a link that leads nowhere or changed meanwhile` }
    case 'ENXIO':
      return { kind: 'refused', why: `${path} is no regular file` }
    default:
      return { kind: 'refused', why: `${path} cannot be opened: ${error.message}` }
  }
}
