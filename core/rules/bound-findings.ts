import type { Finding, Level } from './finding.ts'
import { fingerprint } from './fingerprint.ts'

/** Of all rules together; nobody reads more, and a report has to stay small. */
export const MAX_FINDINGS = 1_000
const SEVERITY: Readonly<Record<Level, number>> = { error: 0, warn: 1, info: 2 }

/** The worst findings, new ones before those of the base, in the order of files and lines; what is left out is said. */
export function boundFindings(findings: Finding[]): Finding[] {
  if (findings.length <= MAX_FINDINGS) return findings.toSorted(byPlace)
  const ranked = findings.toSorted(
    (a, b) => Number(a.preexisting) - Number(b.preexisting) || SEVERITY[a.level] - SEVERITY[b.level],
  )
  const [first, ...others] = ranked.slice(MAX_FINDINGS - 1)
  return [...ranked.slice(0, MAX_FINDINGS - 1).toSorted(byPlace), leftOut(first!, others.length + 1)]
}

/** Stands for the findings that are not shown: as bad as the worst of them. */
function leftOut({ rule, level, preexisting }: Finding, count: number): Finding {
  return {
    rule,
    level,
    path: null,
    range: null,
    message: `${count} more findings of the rules are left out; the worst are shown.`,
    fix: 'Mend what is shown and run again.',
    fingerprint: fingerprint({ rule, path: null, line: 'left out', nth: 0 }),
    preexisting,
  }
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.path ?? '', b.path ?? '') ||
    (a.range?.startLine ?? 0) - (b.range?.startLine ?? 0) ||
    (a.range?.startColumn ?? 0) - (b.range?.startColumn ?? 0)
  )
}

/** By code units: the same order on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
