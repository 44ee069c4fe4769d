import { RESERVED_LAYERS } from '../../rules/rule-ids.ts'
import type { Layers } from '../parts/layers.ts'
import { findRoots } from './source-roots.ts'

/** One import between two files of the repository. */
export type Edge = { from: string; to: string }

/** What the imports of a repository already keep to. `evidence` is a sentence for people. */
export type FoundLayers = Pick<Layers, 'order' | 'shared'> & { evidence: string }

/** Fewer files than this in a folder say nothing about structure. */
const LEAST_FILES = 2
const MOST_LAYERS = 12
/** Which folder is above is known from a chain of imports; folders side by side have no order. */
const LEAST_CHAIN = 3

/**
 * The folders of a repository as layers, high to low, when their imports all go one way already: then the rule costs
 * nobody anything today. Null when they go both ways, or there is nothing to order.
 *
 * @param files Source files without tests.
 * @param packages Folders with a manifest of their own; what those may import, it says.
 */
export function findLayers(
  files: readonly string[],
  edges: readonly Edge[],
  packages: ReadonlySet<string> = new Set(),
): FoundLayers | null {
  for (const root of findRoots(files, packages)) {
    const names = foldersOf(files, root).filter((name) => !packages.has(inside(root, name)))
    if (names.length < 2 || names.length > MOST_LAYERS) continue
    const below = importsBetween(names, edges, root)
    const sorted = sortDown(names, below)
    if (sorted === null || longestChain(sorted, below) < Math.min(LEAST_CHAIN, names.length)) continue
    if (longestChain(sorted, below) * 2 < names.length) continue
    return describe(sorted, { root, files, below })
  }
  return null
}

function describe(
  sorted: string[],
  { root, files, below }: { root: string; files: readonly string[]; below: Map<string, Set<string>> },
): FoundLayers {
  // A folder of that name is meant to be what the key of that name is for.
  const isShared = (name: string) => name.toLowerCase() === 'shared' && below.get(name)?.size === 0
  const pathsOf = (name: string) => [
    `${inside(root, name)}/**`,
    ...files.filter((file) => folderOf(file, root) === name && !file.startsWith(`${inside(root, name)}/`)),
  ]
  const layers = sorted.filter((name) => !isShared(name))
  return {
    order: layers.map((name) => ({ name: nameOf(name), paths: pathsOf(name) })),
    shared: sorted.filter(isShared).flatMap(pathsOf),
    evidence: `The folders of ${root === '' ? 'the repository' : root} import each other in one direction only: ${sorted.join(' → ')}.`,
  }
}

function nameOf(folder: string): string {
  return RESERVED_LAYERS.some((name) => name === folder) ? `${folder}-folder` : folder
}

function inside(root: string, name: string): string {
  return root === '' ? name : `${root}/${name}`
}

/** Not part of what is built. */
const ASIDE =
  /^(?:\.|_|(?:tests?|spec|specs|e2e|integration|testing|test-?utils|testdata|mocks|fixtures|examples?|demos?|samples?|benchmarks?|bench|stories|node_modules)$|.*[.-]tests?$)/i
/** Of these, at the root of a repository. */
const ASIDE_AT_ROOT =
  /^(?:docs?|scripts?|tools?|hack|vendor|third_party|dist|build|out|target|coverage|website|site|public|static|assets|playground|sandbox|typings|migrations)$/i
/** Others would have to be escaped in a glob. */
const PLAIN = /^[\w.@+-]+$/

function foldersOf(files: readonly string[], root: string): string[] {
  const counts = new Map<string, number>()
  for (const file of files) {
    const folder = file.endsWith('.d.ts') ? null : folderOf(file, root)
    if (folder === null || !file.startsWith(`${inside(root, folder)}/`)) continue
    if (!PLAIN.test(folder) || ASIDE.test(folder) || (root === '' && ASIDE_AT_ROOT.test(folder))) continue
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  return [...counts].filter(([, count]) => count >= LEAST_FILES).map(([name]) => name)
}

/** "src/ui/cart.ts" and "src/ui.ts" in "src" → "ui"; null for what is elsewhere. Whether there is such a folder is not asked. */
function folderOf(file: string, root: string): string | null {
  const prefix = root === '' ? '' : `${root}/`
  if (!file.startsWith(prefix)) return null
  const rest = file.slice(prefix.length)
  const end = rest.includes('/') ? rest.indexOf('/') : rest.indexOf('.')
  return end <= 0 ? null : rest.slice(0, end)
}

function importsBetween(names: string[], edges: readonly Edge[], root: string): Map<string, Set<string>> {
  const below = new Map(names.map((name) => [name, new Set<string>()]))
  for (const { from, to } of edges) {
    const [high, low] = [folderOf(from, root), folderOf(to, root)]
    if (high !== null && low !== null && high !== low && below.has(low)) below.get(high)?.add(low)
  }
  return below
}

/** Highest first, by name where the order is free; null when there is none. */
function sortDown(names: string[], below: Map<string, Set<string>>): string[] | null {
  const left = new Set(names.toSorted())
  const order: string[] = []
  while (left.size > 0) {
    const top = [...left].find((name) => ![...left].some((other) => below.get(other)?.has(name)))
    if (top === undefined) return null
    left.delete(top)
    order.push(top)
  }
  return order
}

/** Folders on the longest way down. */
function longestChain(sorted: string[], below: Map<string, Set<string>>): number {
  const lengths = new Map<string, number>()
  for (const name of sorted.toReversed()) {
    const lower = [...(below.get(name) ?? [])].map((child) => lengths.get(child) ?? 0)
    lengths.set(name, 1 + Math.max(0, ...lower))
  }
  return Math.max(0, ...lengths.values())
}
