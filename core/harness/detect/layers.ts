import type { Layers } from '../parts/layers.ts'

/** One import between two files of the repository. */
export type Edge = { from: string; to: string }

/** What the imports of a repository already keep to. `evidence` is a sentence for people. */
export type FoundLayers = { order: Layers['order']; evidence: string }

/** Folders that hold the sources of a repository, tried in this order. */
const ROOTS = ['src', 'lib', 'app', 'packages', '']
/** Fewer files than this in a folder, or fewer folders, say nothing about structure. */
const LEAST_FILES = 2
const LEAST_LAYERS = 2
const MOST_LAYERS = 12
/** Not part of what is built. */
const ASIDE =
  /^(?:\.|test|tests|__tests__|spec|e2e|docs?|examples?|scripts?|bench|benchmarks?|fixtures|node_modules|vendor|dist|build|types?)$/

/**
 * The folders of a repository as layers, high to low, when their imports all go one way already: then the rule costs
 * nobody anything today. Null when they go both ways, or there is nothing to order.
 */
export function findLayers(files: readonly string[], edges: readonly Edge[]): FoundLayers | null {
  for (const root of ROOTS) {
    const names = foldersOf(files, root)
    if (names.length < LEAST_LAYERS || names.length > MOST_LAYERS) continue
    const below = importsBetween(names, edges, root)
    const links = [...below.values()].reduce((sum, to) => sum + to.size, 0)
    if (links < names.length - 1) continue
    const order = sortDown(names, below)
    if (order === null) continue
    const prefix = root === '' ? '' : `${root}/`
    return {
      order: order.map((name) => ({ name, paths: [`${prefix}${name}/**`] })),
      evidence: `The folders of ${root === '' ? 'the repository' : root} import each other in one direction only: ${order.join(' → ')}.`,
    }
  }
  return null
}

function foldersOf(files: readonly string[], root: string): string[] {
  const counts = new Map<string, number>()
  for (const file of files) {
    const folder = folderOf(file, root)
    if (folder !== null && !ASIDE.test(folder)) counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  return [...counts].filter(([, count]) => count >= LEAST_FILES).map(([name]) => name)
}

/** "src/ui/cart.ts" in "src" → "ui"; null for what is elsewhere, or in no folder of its own. */
function folderOf(file: string, root: string): string | null {
  const prefix = root === '' ? '' : `${root}/`
  if (!file.startsWith(prefix)) return null
  const slash = file.indexOf('/', prefix.length)
  return slash === -1 ? null : file.slice(prefix.length, slash)
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
