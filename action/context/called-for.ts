import type { Harness } from '../../core/harness/harness.ts'
import { foldersAbove } from '../../core/rules/folders-above.ts'
import { matchGlobs } from '../../core/rules/globs.ts'

/** A context file, and what it holds for: a folder, or globs. */
export type Called = { path: string; holds: { folder: string } | { globs: string[] } }

/** Of a folder that is named as a whole; enough to tell which globs are about it. */
const MOST_BELOW = 1_000

/**
 * What the harness gives to whoever touches some paths ("src/billing/" is the folder): files of a name that `always`
 * has without a folder, in the folders above them, the nearest first; then what `when` names. Each is called for once.
 */
export function createCalls(
  { always, when }: Harness['context'],
  base: ReadonlyMap<string, unknown>,
): (touched: string[]) => Called[] {
  const names = always.filter((path) => !path.includes('/'))
  const looked = new Set<string>()
  const waiting = new Set(when)

  return (touched) => {
    const folders = [...new Set(touched.flatMap(foldersAbove))].filter((folder) => !looked.has(folder))
    for (const folder of folders) looked.add(folder)
    const nearest = folders
      .toSorted((a, b) => b.split('/').length - a.split('/').length)
      .flatMap((folder) =>
        names
          .map((name) => ({ path: `${folder}/${name}`, holds: { folder } }))
          .filter(({ path }) => base.has(path)),
      )
    return [...nearest, ...fromWhen(touched)]
  }

  function fromWhen(touched: string[]): Called[] {
    if (waiting.size === 0) return []
    const paths = touched.flatMap((path) => (path.endsWith('/') ? below(path) : [path]))
    const due = [...waiting].filter((entry) => paths.some((path) => matchGlobs(entry.paths, path)))
    for (const entry of due) waiting.delete(entry)
    return due.flatMap(({ paths: globs, read }) => read.map((path) => ({ path, holds: { globs } })))
  }

  function below(folder: string): string[] {
    const found: string[] = []
    for (const path of base.keys()) {
      if (path.startsWith(folder)) found.push(path)
      if (found.length === MOST_BELOW) break
    }
    return found
  }
}
