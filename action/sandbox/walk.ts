import { readdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path/posix'
import ignore, { type Ignore } from 'ignore'
import { type Folder, openFolder } from './open-folder.ts'
import { openRegular } from './open-regular.ts'
import { isGit } from './safe-path.ts'

/** A regular file that was met. `at` is good until the walk goes on. */
export type Met = { path: string; at: string }
/** The rules of one folder's .gitignore. */
type Rules = { folder: string; rules: Ignore }

/**
 * Regular files below a folder, in the order of their names, by their path relative to `root`. Leaves out what
 * .gitignore files say, `.git` and `node_modules`; follows no links. Who asks for a folder that is left out gets it.
 */
export async function* walk(root: string, start: string): AsyncGenerator<Met> {
  const above: Rules[] = []
  for (const folder of foldersAbove(start)) {
    const opened = await openFolder(root, folder)
    above.push(...(await rulesOf(opened, folder)))
    await opened.close()
  }
  yield* walkFolder(root, start, isIgnored(`${start}/`, above) ? [] : above)
}

/** One file, met in the same way. */
export async function* only(root: string, path: string): AsyncGenerator<Met> {
  const folder = await openFolder(root, dirname(path))
  try {
    yield { path, at: folder.at(basename(path)) }
  } finally {
    await folder.close()
  }
}

async function* walkFolder(root: string, path: string, above: Rules[]): AsyncGenerator<Met> {
  const folder = await openFolder(root, path).catch(nullIfGone)
  if (folder === null) return
  try {
    const rules = [...above, ...(await rulesOf(folder, path))]
    const entries = await readdir(folder.at('.'), { withFileTypes: true })
    entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      const inside = path === '.' ? entry.name : `${path}/${entry.name}`
      if (entry.isDirectory()) {
        if (isGit(entry.name) || entry.name === 'node_modules' || isIgnored(`${inside}/`, rules)) continue
        yield* walkFolder(root, inside, rules)
      } else if (entry.isFile() && !isIgnored(inside, rules))
        yield { path: inside, at: folder.at(entry.name) }
    }
  } finally {
    await folder.close()
  }
}

async function rulesOf(opened: Folder, folder: string): Promise<Rules[]> {
  const found = await openRegular(opened.at('.gitignore')).catch(nullIfGone)
  if (found?.kind !== 'file') return []
  try {
    return [{ folder, rules: ignore().add(await found.file.readFile('utf8')) }]
  } finally {
    await found.file.close()
  }
}

/** The deepest file that says something about a path decides. */
function isIgnored(path: string, rules: Rules[]): boolean {
  for (const { folder, rules: own } of rules.toReversed()) {
    const inside = folder === '.' ? path : path.slice(folder.length + 1)
    if (inside === '' || inside === './') continue
    const { ignored, unignored } = own.test(inside)
    if (ignored || unignored) return ignored
  }
  return false
}

/** "a/b/c" → ".", "a", "a/b": the start's own file is read when it is walked. */
function foldersAbove(path: string): string[] {
  if (path === '.') return []
  const segments = path.split('/').slice(0, -1)
  return ['.', ...segments.map((_, index) => segments.slice(0, index + 1).join('/'))]
}

/** Removed, or made a link, since it was listed. */
function nullIfGone(error: NodeJS.ErrnoException): null {
  if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES'].includes(error.code ?? '')) return null
  throw error
}
