import type { Edge } from './import-reader.ts'

/**
 * The other files that a file needs when it runs, sorted: what circles are made of. Types alone are gone by then; a
 * namespace of several files says not which is meant; Rust's `mod name;` is where a file stands, not what it uses.
 */
export function runtimeTargets(path: string, edges: readonly Edge[]): string[] {
  const targets = edges.flatMap(({ imported: { kind }, resolved }) =>
    resolved.kind === 'file' && resolved.path !== path && kind !== 'type' && kind !== 'module'
      ? [resolved.path]
      : [],
  )
  return [...new Set(targets)].sort()
}
