import type { Finding } from '../../core/rules/finding.ts'

/** Rounds that a finding may stand before the agent is told to change its approach, and before the run ends. */
const STUBBORN = 2
const HOPELESS = 3

export type Survival = {
  /** Fingerprints of findings that stood so long that what was tried does not work. */
  stubborn: Set<string>
  /** Some finding outlived every try: another round would only cost. */
  hopeless: boolean
}

/** Counts, round by round, how long new errors stand. */
export function countSurvivors(): (findings: Finding[]) => Survival {
  let rounds = new Map<string, number>()
  return (findings) => {
    const standing = findings.filter((finding) => finding.level === 'error' && !finding.preexisting)
    rounds = new Map(standing.map(({ fingerprint }) => [fingerprint, (rounds.get(fingerprint) ?? 0) + 1]))
    const stood = [...rounds]
    return {
      stubborn: new Set(stood.filter(([, n]) => n >= STUBBORN).map(([fingerprint]) => fingerprint)),
      hopeless: stood.some(([, n]) => n >= HOPELESS),
    }
  }
}
