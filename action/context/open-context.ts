import type { Harness } from '../../core/harness/harness.ts'
import type { Workspace } from '../workspace.ts'
import { type Called, createCalls } from './called-for.ts'
import { type FileIndex, indexFiles } from './index-files.ts'
import { type ContextFile, openShelf } from './shelf.ts'

/** A context file that is given because something was touched, and what it holds for. */
export type DueFile = ContextFile & Pick<Called, 'holds'>

export type Context = {
  /** What the instructions hold: the same for every task on this commit. */
  always: () => Promise<{ files: ContextFile[]; index: FileIndex }>
  /** What paths call for and was not given yet; the nearest first. One call after the other. */
  touching: (paths: string[]) => Promise<DueFile[]>
}

/** Bytes of the index, at most. */
const INDEX_BYTES = 8 * 1024

/**
 * The context that a harness names, from the base commit, 32 KiB in all. `given` hears of every file that the agent
 * gets, `say` of what was cut or taken out.
 */
export function openContext(
  workspace: Workspace,
  context: Harness['context'],
  { given, say }: { given: (file: ContextFile) => void; say: (note: string) => void },
): Context {
  const shelf = openShelf(workspace, say)
  const calledFor = createCalls(context, workspace.base)
  const take = async (paths: string[]) => {
    const files = await shelf.take(paths)
    for (const file of files) given(file)
    return files
  }

  return {
    always: async () => {
      const [files, index] = await Promise.all([take(context.always), indexFiles(workspace, context.index)])
      return { files, index: fitIndex(index, shelf.reserve) }
    },
    touching: async (paths) => {
      const called = calledFor(paths)
      if (called.length === 0) return []
      const files = await take(called.map(({ path }) => path))
      return files.flatMap((file) => {
        const holds = called.find(({ path }) => path === file.path)?.holds
        return holds === undefined ? [] : [{ ...file, holds }]
      })
    },
  }
}

/** As many entries as there is room for; the rest is counted. */
function fitIndex({ entries, more }: FileIndex, reserve: (bytes: number) => number): FileIndex {
  const sizes = entries.map(({ path, heading }) => Buffer.byteLength(`- ${path}: ${heading ?? ''}\n`))
  const wanted = sizes.reduce((sum, size) => sum + size, 0)
  let room = wanted === 0 ? 0 : reserve(Math.min(INDEX_BYTES, wanted))
  const shown = entries.filter((_, index) => {
    room -= sizes[index] ?? 0
    return room >= 0
  })
  return { entries: shown, more: more + entries.length - shown.length }
}
