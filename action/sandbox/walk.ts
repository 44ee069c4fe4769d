import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path/posix'
import ignore, { type Ignore } from 'ignore'
import { isGit } from './safe-path.ts'

/** The rules of one folder's .gitignore. */
type Rules = { folder: string; rules: Ignore }

/**
 * Regular files below a folder, in order of their names, by their path relative to `root`. Leaves out what .gitignore
 * files say, `.git` and `node_modules`; follows no links. What the start itself is under is not applied when it would
 * leave out the start: who asks for an ignored folder gets it.
 */
export async function* walk(root: string, start: string): AsyncGenerator<string> {
  const rules: Rules[] = []
  for (const folder of foldersAbove(start)) rules.push(...(await rulesOf(root, folder)))
  yield* walkFolder(root, start, isIgnored(`${start}/`, rules) ? [] : rules)
}

async function* walkFolder(root: string, folder: string, above: Rules[]): AsyncGenerator<string> {
  const rules = [...above, ...(await rulesOf(root, folder))]
  const entries = await readdir(join(root, folder), { withFileTypes: true })
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) {
      if (isGit(entry.name) || entry.name === 'node_modules' || isIgnored(`${path}/`, rules)) continue
      yield* walkFolder(root, path, rules)
    } else if (entry.isFile() && !isIgnored(path, rules)) yield path
  }
}

async function rulesOf(root: string, folder: string): Promise<Rules[]> {
  try {
    const text = await readFile(join(root, folder, '.gitignore'), 'utf8')
    return [{ folder, rules: ignore().add(text) }]
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return []
    throw error
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
