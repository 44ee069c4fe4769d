/** How often each rule was broken, in the words of our own rules. */
export type Counts = Record<string, number>

/** Of `reins check --format json`. */
export function countOurs(out: string): Counts {
  const { findings } = JSON.parse(out) as { findings: { rule: string }[] }
  return tally(findings.map(({ rule }) => rule))
}

/** Of `depcruise --output-type err`: one line for each, "  error layers/lib: a → b". */
export function countCruiser(out: string): Counts {
  return tally([...out.matchAll(/^\s*error (\S+): /gm)].map(([, rule = '']) => rule))
}

/** Of `rev-dep config run --format json`. */
export function countRevDep(out: string): Counts {
  type Check<T> = { issues?: T[] } | undefined
  const { rules } = JSON.parse(out) as {
    rules: {
      checks: { circularDependencies: Check<unknown>; moduleBoundaries: Check<{ ruleName: string }> }
    }[]
  }
  return tally(
    rules.flatMap(({ checks: { circularDependencies, moduleBoundaries } }) => [
      ...(circularDependencies?.issues ?? []).map(() => 'cycles'),
      ...(moduleBoundaries?.issues ?? []).map(({ ruleName }) => ruleName),
    ]),
  )
}

/** Of `ast-grep run --json=stream`: a line for each. */
export function countAstGrep(out: string): Counts {
  return { 'no-console': out.split('\n').filter((line) => line !== '').length }
}

/** @returns how two differ, as words; null when they do not. */
export function difference(wanted: Counts, found: Counts): string | null {
  const rules = [...new Set([...Object.keys(wanted), ...Object.keys(found)])].sort()
  const differing = rules.filter((rule) => (wanted[rule] ?? 0) !== (found[rule] ?? 0))
  if (differing.length === 0) return null
  return differing.map((rule) => `${rule} ${found[rule] ?? 0} instead of ${wanted[rule] ?? 0}`).join(', ')
}

function tally(rules: string[]): Counts {
  const counts: Counts = {}
  for (const rule of rules) counts[rule] = (counts[rule] ?? 0) + 1
  return counts
}
