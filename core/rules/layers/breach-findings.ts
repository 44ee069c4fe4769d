import type { Layers } from '../../harness/parts/layers.ts'
import type { Place } from '../../syntax/import.ts'
import type { Finding } from '../finding.ts'
import { type FingerprintParts, fingerprint, fingerprintKey } from '../fingerprint.ts'
import { type Breach, findBreaches } from './find-breaches.ts'
import type { Edge } from './import-reader.ts'
import type { Layering } from './layering.ts'

export type PlacedBreach = Breach & { place: Place }

export function breachesOf(
  path: string,
  edges: readonly Edge[],
  rules: { layers: Layers; layering: Layering },
): PlacedBreach[] {
  return edges.flatMap((edge) =>
    findBreaches(path, edge, rules).map((breach) => ({ ...breach, place: edge.imported })),
  )
}

/** `known` are those of the file before; a breach is told apart by its rule and its target, wherever it stands. */
export function toFindings(
  path: string,
  breaches: readonly PlacedBreach[],
  known: readonly PlacedBreach[],
): Finding[] {
  const old = new Set(identify(path, known).map(fingerprintKey))
  const names = identify(path, breaches)
  return breaches.map((breach, index) => ({
    rule: breach.rule,
    level: breach.level,
    path,
    range: rangeAt(breach.place),
    message: breach.message,
    ...(breach.why === undefined ? {} : { why: breach.why }),
    ...(breach.fix === undefined ? {} : { fix: breach.fix }),
    fingerprint: fingerprint(names[index]!),
    preexisting: old.has(fingerprintKey(names[index]!)),
  }))
}

export function rangeAt({ line, column, endLine, endColumn }: Place) {
  return { startLine: line, endLine, startColumn: column, endColumn }
}

function identify(path: string, breaches: readonly PlacedBreach[]): FingerprintParts[] {
  const counts = new Map<string, number>()
  return breaches.map(({ rule, target }) => {
    const key = `${rule}\n${target}`
    const nth = counts.get(key) ?? 0
    counts.set(key, nth + 1)
    return { rule, path, line: target, nth }
  })
}
