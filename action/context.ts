import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { MAX_CONTEXT_BYTES } from '../core/run/limits.ts'
import { sanitise } from '../core/run/sanitise.ts'
import { toText } from './changes.ts'
import { readBlobs } from './git/blobs.ts'
import { leavesTree } from './git/leaves-tree.ts'
import { SYMLINK } from './git/tree.ts'
import type { Workspace } from './workspace.ts'

/** A file of the base commit that the agent gets with its instructions. */
export type ContextFile = { path: string; text: string; sha256: string; bytes: number; cut: boolean }

/**
 * Reads what the harness always gives the agent, in its order, from the base commit: what setup or a pull request wrote
 * does not count. Files that are not there are no mistake; the same text twice (a link to AGENTS.md) is given once.
 */
export async function loadContext(
  workspace: Workspace,
  always: string[],
): Promise<{ files: ContextFile[]; notes: string[] }> {
  const found = new Map<string, string>()
  for (const path of always) {
    const oid = await resolve(workspace, path)
    if (oid !== null && !found.has(oid)) found.set(oid, path)
  }
  const blobs = await readBlobs(workspace.git, found.keys())
  const files: ContextFile[] = []
  const notes: string[] = []
  let left = MAX_CONTEXT_BYTES
  for (const [oid, path] of found) {
    const content = blobs.get(oid)
    const raw = toText(content)
    if (content === undefined || raw === null) continue
    const { text, removed } = sanitise(raw)
    const given = cutBytes(text, left)
    left -= Buffer.byteLength(given)
    const cut = given.length < text.length
    const sha256 = createHash('sha256').update(content).digest('hex')
    files.push({ path, text: given, sha256, bytes: content.length, cut })
    if (removed.length > 0)
      notes.push(`Taken out of ${path} before the agent read it: ${removed.join(', ')}.`)
    if (cut) notes.push(`${path} was cut: context files may have ${MAX_CONTEXT_BYTES / 1024} KiB together.`)
  }
  return { files, notes }
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

/** At most so many bytes of UTF-8, never half a character. */
function cutBytes(text: string, most: number): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= most) return text
  let end = most
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  return bytes.toString('utf8', 0, end)
}
