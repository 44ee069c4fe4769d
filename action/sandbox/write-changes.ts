import { randomUUID } from 'node:crypto'
import { lstat, rename, rmdir, unlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path/posix'
import { atPath } from './at-path.ts'
import { makeFolder } from './make-folder.ts'

/** One file to write, or to delete (`content` null). `before` is what is there now; null: nothing may be there. */
export type FileWrite = {
  path: string
  content: Buffer | null
  mode: number
  before: { content: Buffer; mode: number } | null
}

type Undo = (() => Promise<unknown>)[]

/**
 * Makes all changes or none: everything is written beside its place first, then renamed into it; when one step fails,
 * the steps before are taken back.
 *
 * @returns null, or a sentence that says what failed.
 */
export async function writeChanges(root: string, writes: FileWrite[]): Promise<string | null> {
  const undo: Undo = []
  try {
    const temps: string[] = []
    for (const write of writes) temps.push(await stage(root, write, undo))
    for (const [index, write] of writes.entries()) {
      undo.push(() => restore(root, write))
      await atPath(root, write.path, (path) =>
        write.content === null ? unlink(path) : rename(join(dirname(path), basename(temps[index]!)), path),
      )
    }
    return null
  } catch (error) {
    const why = explain(error as NodeJS.ErrnoException)
    const left = await takeBack(undo)
    return left === null ? why : `${why} Not all of it could be taken back: ${left}`
  }
}

/** Every step is tried, whatever became of the others. @returns what went wrong first, or null. */
async function takeBack(undo: Undo): Promise<string | null> {
  let left: string | null = null
  for (const step of undo.reverse())
    await step().catch((error: Error) => {
      left ??= error.message
    })
  return left
}

/** Writes the new content beside its place; @returns where. */
async function stage(root: string, write: FileWrite, undo: Undo): Promise<string> {
  await makeFolder(root, dirname(write.path), (folder) => undo.push(() => atPath(root, folder, rmdir)))
  const exists = await atPath(root, write.path, (path) => lstat(path).catch(nullIfMissing))
  if (write.before === null && exists !== null)
    throw new Error(`${write.path} exists already; use "*** Update File: " to change it.`)
  const temp = join(dirname(write.path), `.${randomUUID()}.tmp`)
  if (write.content === null) return temp
  undo.push(() => atPath(root, temp, (path) => unlink(path).catch(nullIfMissing)))
  await writeNew(root, temp, { content: write.content, mode: write.mode })
  return temp
}

function writeNew(root: string, path: string, file: { content: Buffer; mode: number }): Promise<void> {
  return atPath(root, path, (place) => writeFile(place, file.content, { flag: 'wx', mode: file.mode }))
}

async function restore(root: string, { path, before }: FileWrite): Promise<void> {
  await atPath(root, path, (place) => unlink(place).catch(nullIfNoFile))
  if (before !== null) await writeNew(root, path, before)
}

/** A folder that stands where a file was to come is not what was written; it has a step of its own. */
function nullIfNoFile(error: NodeJS.ErrnoException): null {
  return error.code === 'EISDIR' ? null : nullIfMissing(error)
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

function explain(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOTDIR' || error.code === 'ELOOP')
    return 'A folder on the way to a new file is no folder, or a symlink.'
  return error.message
}
