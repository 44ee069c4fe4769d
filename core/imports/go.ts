import type { Resolve, Resolved } from './resolver.ts'
import { folderOf, foldersUp, inFolder, joinPath, nameOf, type Tree } from './tree.ts'

/** By go.mod: the own module, those of go.work, and what `replace` leads to in the repository. A package is all its files. */
export function toGoResolver(tree: Tree): Resolve {
  const modules = new Map<string, Module | null>()
  return (from, { specifier }) => {
    if (specifier === 'C' || specifier === 'unsafe') return { kind: 'builtin', name: specifier }
    if (/^\.{1,2}(?:\/|$)/.test(specifier)) {
      const folder = joinPath(folderOf(from), specifier)
      return folder === null
        ? unresolved(specifier, 'leads out of the repository')
        : packageIn(folder, specifier)
    }
    const home = moduleAbove(folderOf(from))
    const near = home === null ? [] : [home, ...workOf(home.folder), ...replacedBy(home)]
    const owner = near
      .filter(({ path }) => specifier === path || specifier.startsWith(`${path}/`))
      .toSorted((a, b) => b.path.length - a.path.length)[0]
    if (owner !== undefined)
      return packageIn(inFolder(owner.folder, specifier.slice(owner.path.length + 1)), specifier)
    // Only the standard library has no dot in its first part.
    if (!specifier.split('/')[0]?.includes('.')) return { kind: 'builtin', name: specifier }
    return {
      kind: 'package',
      name: home?.requires.find((path) => isUnder(specifier, path)) ?? repositoryOf(specifier),
    }
  }

  function packageIn(folder: string, specifier: string): Resolved {
    const paths = tree.filesIn(folder).filter((path) => path.endsWith('.go') && !path.endsWith('_test.go'))
    return paths.length === 0
      ? unresolved(specifier, `leads to ${folder || 'the root'}, where no Go file is`)
      : { kind: 'files', paths }
  }

  function moduleAbove(folder: string): Module | null {
    for (const at of foldersUp(folder)) {
      const found = moduleIn(at)
      if (found !== null) return found
    }
    return null
  }

  function moduleIn(folder: string): Module | null {
    const known = modules.get(folder)
    if (known !== undefined) return known
    const text = tree.read(inFolder(folder, 'go.mod'))
    const found = text === null ? null : toModule(folder, text)
    modules.set(folder, found)
    return found
  }

  /** The modules beside this one in the nearest go.work. */
  function workOf(folder: string): Module[] {
    const at = [...foldersUp(folder)].find((above) => tree.has(inFolder(above, 'go.work')))
    const text = at === undefined ? null : tree.read(inFolder(at, 'go.work'))
    if (at === undefined || text === null) return []
    return directives(text, 'use').flatMap((line) => {
      const path = joinPath(at, unquoted(line))
      const found = path === null ? null : moduleIn(path)
      return found === null ? [] : [found]
    })
  }

  function replacedBy({ folder, replaces }: Module): Module[] {
    return replaces.flatMap(({ path, target }) => {
      const at = joinPath(folder, target)
      return at === null ? [] : [{ folder: at, path, requires: [], replaces: [] }]
    })
  }
}

type Module = {
  folder: string
  path: string
  requires: string[]
  replaces: { path: string; target: string }[]
}

function toModule(folder: string, text: string): Module | null {
  const [path] = directives(text, 'module').map(unquoted)
  if (path === undefined || path === '') return null
  const requires = directives(text, 'require')
    .map((line) => unquoted(line.split(/\s+/)[0] ?? ''))
    .toSorted((a, b) => b.length - a.length)
  const replaces = directives(text, 'replace').flatMap((line) => {
    const [left = '', right = ''] = line
      .split('=>')
      .map((side) => unquoted(side.trim().split(/\s+/)[0] ?? ''))
    return /^\.{1,2}(?:\/|$)/.test(right) ? [{ path: left, target: right }] : []
  })
  return { folder, path, requires, replaces }
}

/** What stands behind a word of go.mod, alone on its line or in brackets. */
function directives(text: string, word: string): string[] {
  const found: string[] = []
  let inside = false
  for (const raw of text.replace(/^\uFEFF/, '').split('\n')) {
    const line = raw.replace(/\/\/.*$/, '').trim()
    if (inside && line === ')') inside = false
    else if (inside && line !== '') found.push(line)
    else if (line.startsWith(word) && /^\s*\($/.test(line.slice(word.length))) inside = true
    else if (line.startsWith(`${word} `) || line.startsWith(`${word}\t`))
      found.push(line.slice(word.length).trim())
  }
  return found
}

function unquoted(text: string): string {
  return text.replace(/^["`]|["`]$/g, '')
}

function isUnder(specifier: string, path: string): boolean {
  return specifier === path || specifier.startsWith(`${path}/`)
}

/** Where go.mod does not say: "github.com/a/b/c" is of github.com/a/b, as of all known hosts. */
function repositoryOf(specifier: string): string {
  const segments = specifier.split('/')
  return segments.slice(0, /^(?:github|gitlab|bitbucket)\./.test(nameOf(segments[0] ?? '')) ? 3 : 2).join('/')
}

function unresolved(specifier: string, why: string): Resolved {
  return { kind: 'unresolved', why: `"${specifier}" ${why}.` }
}
