import { readJsonc, toRecord, toText, toTexts } from '../read-jsonc.ts'
import { folderOf, foldersUp, inFolder, joinPath, nameOf, type Tree } from '../tree.ts'

/** What of a tsconfig.json resolution asks for, with its `extends` applied; paths are told from the root. */
export type PathMapping = {
  baseUrl: string | null
  /** Patterns with at most one "*" and what they stand for, in the order they are written. */
  paths: readonly { pattern: string; targets: readonly string[] }[]
}

/** Finds the file of a package another config extends ("@acme/tsconfig/base.json"). */
export type FindPackageFile = (name: string, from: string) => string | null

/** Configs one file leads to, by `extends` and `references`; more is nobody's project. */
const MAX_CONFIGS = 50

/**
 * The mapping that holds for files in a folder: of the nearest tsconfig.json or jsconfig.json, or, when that only refers
 * to others beside it, of the first of those that has one.
 */
export function pathMappingOf(tree: Tree, folder: string, find: FindPackageFile): PathMapping {
  for (const at of foldersUp(folder)) {
    const own = ['tsconfig.json', 'jsconfig.json']
      .map((name) => inFolder(at, name))
      .filter((path) => tree.has(path))
    if (own.length === 0) continue
    const seen = new Set<string>()
    return own.map((path) => read(path, seen)).find(isUsed) ?? referred(own, at) ?? NONE
  }
  return NONE

  function referred(own: string[], at: string): PathMapping | undefined {
    return own
      .flatMap((path) => references(tree, path))
      .filter((path) => folderOf(path) === at || folderOf(path).startsWith(at === '' ? '' : `${at}/`))
      .slice(0, MAX_CONFIGS)
      .map((path) => read(path, new Set()))
      .find(isUsed)
  }

  function read(path: string, seen: Set<string>): PathMapping {
    return toMapping(readOptions(tree, path, { seen, find }), folderOf(path))
  }
}

const NONE: PathMapping = { baseUrl: null, paths: [] }

function isUsed({ baseUrl, paths }: PathMapping): boolean {
  return baseUrl !== null || paths.length > 0
}

/** As written, with the folder of the config that wrote it. */
type Options = {
  baseUrl?: { value: string; folder: string }
  paths?: { value: Record<string, unknown>; folder: string }
}

function readOptions(
  tree: Tree,
  path: string,
  looking: { seen: Set<string>; find: FindPackageFile },
): Options {
  if (looking.seen.has(path) || looking.seen.size >= MAX_CONFIGS) return {}
  looking.seen.add(path)
  const text = tree.read(path)
  const json = text === null ? null : readJsonc(text)
  if (json === null) return {}
  const folder = folderOf(path)
  // Later ones win over earlier ones, and the config itself over all.
  const base: Options = Object.assign(
    {},
    ...toTexts(json.extends)
      .flatMap((name) => extended(tree, { name, folder, find: looking.find }) ?? [])
      .map((config) => readOptions(tree, config, looking)),
  )
  const compiler = toRecord(json.compilerOptions)
  const baseUrl = toText(compiler?.baseUrl)
  const paths = toRecord(compiler?.paths)
  return {
    ...base,
    ...(baseUrl === null ? {} : { baseUrl: { value: baseUrl, folder } }),
    ...(paths === null ? {} : { paths: { value: paths, folder } }),
  }
}

function extended(
  tree: Tree,
  { name, folder, find }: { name: string; folder: string; find: FindPackageFile },
): string | null {
  if (!/^\.{1,2}(?:\/|$)/.test(name)) return find(name, folder)
  const base = joinPath(folder, name)
  if (base === null) return null
  return [base, `${base}.json`, inFolder(base, 'tsconfig.json')].find((path) => tree.has(path)) ?? null
}

/** `references` of a "solution" file: folders or configs. */
function references(tree: Tree, path: string): string[] {
  const text = tree.read(path)
  const listed = (text === null ? null : readJsonc(text))?.references
  if (!Array.isArray(listed)) return []
  return listed.flatMap((entry) => {
    const target = toText(toRecord(entry)?.path)
    const at = target === null ? null : joinPath(folderOf(path), target)
    if (at === null) return []
    const config = nameOf(at).endsWith('.json') ? at : inFolder(at, 'tsconfig.json')
    return tree.has(config) ? [config] : []
  })
}

function toMapping({ baseUrl, paths }: Options, own: string): PathMapping {
  const base =
    baseUrl === undefined ? null : joinPath(baseUrl.folder, configDir(baseUrl.value, baseUrl.folder, own))
  const folder = base ?? paths?.folder ?? ''
  return {
    baseUrl: base,
    paths: Object.entries(paths?.value ?? {}).map(([pattern, targets]) => ({
      pattern,
      targets: toTexts(targets).flatMap((target) => joinPath(folder, configDir(target, folder, own)) ?? []),
    })),
  }
}

/** `${configDir}` is the folder of the config that was asked for, wherever it is written. */
function configDir(value: string, folder: string, own: string): string {
  const rest = /^\$\{configDir\}\/?(.*)$/s.exec(value)?.[1]
  if (rest === undefined) return value
  const up = folder === '' ? '' : '../'.repeat(folder.split('/').length)
  return `${up}${inFolder(own, rest)}`
}

/** What a specifier may mean by `paths`: of the pattern with the longest beginning, as TypeScript chooses. */
export function mappedPaths({ paths }: PathMapping, specifier: string): string[] {
  const exact = paths.find(({ pattern }) => pattern === specifier)
  if (exact !== undefined) return [...exact.targets]
  const matching = paths.flatMap(({ pattern, targets }) => {
    const star = pattern.indexOf('*')
    if (star < 0) return []
    const before = pattern.slice(0, star)
    const after = pattern.slice(star + 1)
    const matches =
      specifier.length >= before.length + after.length &&
      specifier.startsWith(before) &&
      specifier.endsWith(after)
    return matches
      ? [{ before, targets, filled: specifier.slice(before.length, specifier.length - after.length) }]
      : []
  })
  const best = matching.toSorted((a, b) => b.before.length - a.before.length)[0]
  return best?.targets.map((target) => target.replace('*', () => best.filled)) ?? []
}
