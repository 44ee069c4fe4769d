import { lstatSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import { matchGlobs } from '../core/rules/globs.ts'
import { Refused } from './refused.ts'

/**
 * Which paths of a repository are meant by words on the command line. A word that names a file or a folder from where
 * one stands means just that, whatever wildcards are in its name (`app/[id]/page.tsx`); every other is a glob from the
 * root of the repository. Without words, all are.
 *
 * @throws Refused for what is outside of the repository.
 */
export function choosePaths(
  words: readonly string[],
  { root, folder }: { root: string; folder: string },
): (path: string) => boolean {
  if (words.length === 0) return () => true
  const named = words.map((word) => ({ word, path: pathOf(word, { root, folder }) }))
  const paths = new Set(named.flatMap(({ path }) => path ?? []))
  const globs = named.filter(({ path }) => path === null).map(({ word }) => word)
  return (path) =>
    paths.has('') ||
    paths.has(path) ||
    foldersOf(path).some((above) => paths.has(above)) ||
    matchGlobs(globs, path)
}

function pathOf(word: string, { root, folder }: { root: string; folder: string }): string | null {
  const file = resolve(folder, word)
  const path = relative(root, file).replaceAll('\\', '/')
  if (path === '..' || path.startsWith('../') || isAbsolute(path))
    throw new Refused(`${word} is outside of the repository ${root}.`)
  const isThere = lstatSync(file, { throwIfNoEntry: false }) !== undefined
  // What begins like a path is none of gitignore's globs; it may be a file that was deleted.
  return isThere || isAbsolute(word) || /^\.\.?(?:\/|$)/.test(word) ? path : null
}

function foldersOf(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}
