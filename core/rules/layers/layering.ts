import type { Layers } from '../../harness/parts/layers.ts'
import { matchGlobs } from '../globs.ts'

/** Where a file stands. `index` counts from the highest layer. */
export type Standing = { kind: 'layer'; name: string; index: number } | { kind: 'shared' } | null
export type Layering = {
  /** Null for a file of no layer, which may import and be imported by all. */
  of: (path: string) => Standing
  /** Entries of `deny` that hold for an importing file. */
  deniedFor: (path: string) => Layers['deny']
}

/** Sorts files into layers: the first whose paths match; what is shared is in none. Each path is looked up once. */
export function createLayering({ order, shared, deny }: Pick<Layers, 'order' | 'shared' | 'deny'>): Layering {
  const known = new Map<string, Standing>()
  let last: { path: string | null; denied: Layers['deny'] } = { path: null, denied: [] }
  const layers = order.map(({ name, paths }, index) => ({ kind: 'layer', name, index, paths }) as const)
  return {
    of: (path) => {
      const before = known.get(path)
      if (before !== undefined) return before
      const standing = stand(path)
      known.set(path, standing)
      return standing
    },
    deniedFor: (path) => {
      // Asked for every import of a file.
      if (last.path !== path)
        last = {
          path,
          denied: deny.filter(({ from, except }) => covers(from, path) && !covers(except, path)),
        }
      return last.denied
    },
  }

  function stand(path: string): Standing {
    if (covers(shared, path)) return { kind: 'shared' }
    return layers.find(({ paths }) => covers(paths, path)) ?? null
  }
}

function covers(globs: readonly string[], path: string): boolean {
  return globs.length > 0 && matchGlobs(globs, path)
}
