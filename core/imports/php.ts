import type { Import } from '../syntax/import.ts'
import { readJsonc, toRecord, toTexts } from './read-jsonc.ts'
import type { Resolve, Resolved } from './resolver.ts'
import { folderOf, foldersUp, inFolder, joinPath, type Tree } from './tree.ts'

/** Classes by the PSR-4 and PSR-0 tables of every composer.json; included files from the file's own folder, then those above. */
export function toPhpResolver(tree: Tree): Resolve {
  let prefixes: Prefix[] | null = null
  return (from, imported) => {
    const { specifier, kind } = imported
    if (kind === 'static') return ofClass(imported)
    if (specifier.startsWith('/')) return unresolved(imported, 'is an absolute path')
    const bases = kind === 'relative' ? [folderOf(from)] : [...foldersUp(folderOf(from))]
    const path = bases
      .map((folder) => joinPath(folder, specifier))
      .find((base) => base !== null && tree.has(base))
    return path ? { kind: 'file', path } : unresolved(imported, 'is not in the repository')
  }

  function ofClass(imported: Import): Resolved {
    const { specifier } = imported
    prefixes ??= readPrefixes(tree)
    const matching = prefixes.filter(({ prefix }) => prefix === '' || `${specifier}\\`.startsWith(prefix))
    for (const { prefix, folder, keeps } of matching) {
      const rest = (keeps ? specifier : specifier.slice(prefix.length)).replaceAll('\\', '/')
      const base = inFolder(folder, rest)
      if (tree.has(`${base}.php`)) return { kind: 'file', path: `${base}.php` }
      const inside = tree.filesIn(base).filter((path) => path.endsWith('.php'))
      if (inside.length > 0)
        return inside.length === 1 ? { kind: 'file', path: inside[0]! } : { kind: 'files', paths: inside }
    }
    const [named] = matching.filter(({ prefix }) => prefix !== '')
    if (named !== undefined)
      return unresolved(
        imported,
        `belongs to ${named.folder || 'the root'} by composer.json and is not there`,
      )
    const parts = specifier.split('\\')
    return parts.length === 1
      ? { kind: 'builtin', name: specifier }
      : { kind: 'package', name: parts.slice(0, 2).join('\\') }
  }
}

/** `keeps`: the folder has the whole name below it (PSR-0), not only what follows the prefix. */
type Prefix = { prefix: string; folder: string; keeps: boolean }

/** Longest prefixes first, as the autoloader tries them. */
function readPrefixes(tree: Tree): Prefix[] {
  const found = tree.named('composer.json').flatMap((path) => {
    const text = tree.read(path)
    const json = text === null ? null : readJsonc(text)
    return [json?.autoload, json?.['autoload-dev']].flatMap((section) =>
      (['psr-4', 'psr-0'] as const).flatMap((standard) =>
        Object.entries(toRecord(toRecord(section)?.[standard]) ?? {}).flatMap(([prefix, folders]) =>
          toTexts(folders).flatMap((folder) => {
            const at = joinPath(folderOf(path), folder)
            return at === null ? [] : [{ prefix, folder: at, keeps: standard === 'psr-0' }]
          }),
        ),
      ),
    )
  })
  return found.toSorted((a, b) => b.prefix.length - a.prefix.length)
}

function unresolved({ specifier }: Import, why: string): Resolved {
  return { kind: 'unresolved', why: `"${specifier}" ${why}.` }
}
