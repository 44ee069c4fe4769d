import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import type { Clean } from '../../core/clean/clean.ts'
import { cutBytes } from '../../core/clean/cut-bytes.ts'
import { prose } from '../../core/clean/prose.ts'
import { MAX_CONTEXT_BYTES } from '../../core/run/limits.ts'
import { toText } from '../changes.ts'
import { readBlobs } from '../git/blobs.ts'
import { leavesTree } from '../git/leaves-tree.ts'
import { SYMLINK } from '../git/tree.ts'
import type { Workspace } from '../workspace.ts'

/** A file of the base commit as the agent gets it: what setup, the agent or a pull request wrote does not count. */
export type ContextFile = { path: string; text: Clean; sha256: string; bytes: number; cut: boolean }

/** Characters of one file that are looked at: more than there is ever room for, whatever is taken out of them. */
const MOST_READ = 8 * MAX_CONTEXT_BYTES

export type Shelf = {
  /** Files in the order asked, without those that are not there, are no text, or were taken before (a link to one, too). */
  take: (paths: string[]) => Promise<ContextFile[]>
  /** Takes room for something else. @returns how much of it there was, in bytes. */
  reserve: (bytes: number) => number
}

/** Context files of the base commit; all that is taken shares `MAX_CONTEXT_BYTES`. `say` gets what was cut or taken out. */
export function openShelf(workspace: Workspace, say: (note: string) => void): Shelf {
  const taken = new Set<string>()
  let left = MAX_CONTEXT_BYTES

  return {
    reserve: (bytes) => {
      const given = Math.min(bytes, left)
      left -= given
      return given
    },
    take: async (paths) => {
      const found = new Map<string, string>()
      for (const path of paths) {
        const oid = await resolve(workspace, path)
        if (oid !== null && !taken.has(oid)) found.set(oid, found.get(oid) ?? path)
      }
      const blobs = await readBlobs(workspace.git, found.keys())
      return [...found].flatMap(([oid, path]) => {
        taken.add(oid)
        const content = blobs.get(oid)
        return content === undefined ? [] : read(path, content)
      })
    },
  }

  function read(path: string, content: Buffer): ContextFile[] {
    const raw = toText(content)
    if (raw === null) return []
    const { text, removed } = prose(raw.slice(0, MOST_READ).toWellFormed())
    const given = cutBytes(text, left)
    left -= Buffer.byteLength(given)
    const cut = given.length < text.length || raw.length > MOST_READ
    if (removed.length > 0) say(`Taken out of ${path} before the agent read it: ${removed.join(', ')}.`)
    if (cut) say(`${path} was cut: context files may have ${MAX_CONTEXT_BYTES / 1024} KiB together.`)
    const sha256 = createHash('sha256').update(content).digest('hex')
    return [{ path, text: given, sha256, bytes: content.length, cut }]
  }
}

/** The blob of a path, through one link inside the repository; null when the agent may not or cannot have it. */
async function resolve(workspace: Workspace, path: string, hops = 1): Promise<string | null> {
  const { base, absent, git } = workspace
  const entry = base.get(path)
  if (entry === undefined || absent.has(path)) return null
  if (entry.mode !== SYMLINK) return entry.oid
  const target = (await readBlobs(git, [entry.oid])).get(entry.oid)?.toString('utf8') ?? ''
  if (hops === 0 || leavesTree(path, target)) return null
  return resolve(workspace, posix.join(posix.dirname(path), target), hops - 1)
}
