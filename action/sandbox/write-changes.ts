import { randomUUID } from 'node:crypto'
import { lstat, mkdir, rename, rmdir, unlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path/posix'
import { openFolder } from './open-folder.ts'

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
      await at(root, write.path, (path) =>
        write.content === null ? unlink(path) : rename(join(dirname(path), basename(temps[index]!)), path),
      )
    }
    return null
  } catch (error) {
    for (const step of undo.reverse()) await step()
    return explain(error as NodeJS.ErrnoException)
  }
}

/** Writes the new content beside its place; @returns where. */
async function stage(root: string, write: FileWrite, undo: Undo): Promise<string> {
  await makeFolder(root, dirname(write.path), undo)
  const exists = await at(root, write.path, (path) => lstat(path).catch(nullIfMissing))
  if (write.before === null && exists !== null)
    throw new Error(`${write.path} exists already; use "*** Update File: " to change it.`)
  const temp = join(dirname(write.path), `.${randomUUID()}.tmp`)
  if (write.content === null) return temp
  undo.push(() => at(root, temp, (path) => unlink(path).catch(nullIfMissing)))
  await writeNew(root, temp, { content: write.content, mode: write.mode })
  return temp
}

function writeNew(root: string, path: string, file: { content: Buffer; mode: number }): Promise<void> {
  return at(root, path, (place) => writeFile(place, file.content, { flag: 'wx', mode: file.mode }))
}

async function restore(root: string, { path, before }: FileWrite): Promise<void> {
  await at(root, path, (place) => unlink(place).catch(nullIfMissing))
  if (before !== null) await writeNew(root, path, before)
}

async function makeFolder(root: string, folder: string, undo: Undo): Promise<void> {
  if (folder === '.') return
  await makeFolder(root, dirname(folder), undo)
  const made = await at(root, folder, (path) =>
    mkdir(path).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false
        throw error
      },
    ),
  )
  if (made) undo.push(() => at(root, folder, rmdir))
}

/** Does something to a path through its folder, opened without following a link. */
async function at<Result>(
  root: string,
  path: string,
  act: (path: string) => Promise<Result>,
): Promise<Result> {
  const folder = await openFolder(root, dirname(path))
  try {
    return await act(folder.at(basename(path)))
  } finally {
    await folder.close()
  }
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
