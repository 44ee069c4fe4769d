import type { Waiver } from '../../harness/parts/waiver.ts'
import type { Finding } from '../finding.ts'
import { fingerprint } from '../fingerprint.ts'
import { matchGlobs } from '../globs.ts'
import { quote } from '../quote.ts'
import { isRule } from '../rule-ids.ts'

export type Waived = { finding: Finding; waiver: Waiver }

/**
 * Takes out what a waiver covers; it holds until the end of its day. An expired one is a finding itself, and what it
 * covered counts again.
 *
 * @param today "2026-11-25", UTC.
 */
export function applyWaivers(
  findings: readonly Finding[],
  { waivers, today }: { waivers: readonly Waiver[]; today: string },
): { findings: Finding[]; waived: Waived[] } {
  const valid = waivers.filter(({ until }) => today <= until)
  const expired = waivers.filter(({ until }) => today > until)
  const waived: Waived[] = []
  const kept = findings.filter((finding) => {
    const waiver = valid.find((one) => covers(one, finding))
    if (waiver !== undefined) waived.push({ finding, waiver })
    return waiver === undefined
  })
  return { findings: [...kept, ...toFindings(expired)], waived }
}

function covers({ rule, paths }: Waiver, finding: Finding): boolean {
  return finding.path !== null && isRule(rule, finding.rule) && matchGlobs(paths, finding.path)
}

/** Where the rules stand; the harness does not know its lines. */
const HARNESS = '.github/agent.yml'

/** They were there before any change, so they are nobody's fault and block nothing. */
function toFindings(expired: readonly Waiver[]): Finding[] {
  const counts = new Map<string, number>()
  return expired.map(({ rule, paths, until, why }) => {
    const line = JSON.stringify([rule, paths, until])
    const nth = counts.get(line) ?? 0
    counts.set(line, nth + 1)
    return {
      rule: 'waivers',
      level: 'warn',
      path: HARNESS,
      range: null,
      message: `The waiver of ${rule} for ${quote(paths.join(', '))} ended on ${until}; its findings count again.`,
      why,
      fix: 'Mend what it covers and remove it, or give it another day.',
      fingerprint: fingerprint({ rule: 'waivers', path: HARNESS, line, nth }),
      preexisting: true,
    }
  })
}
