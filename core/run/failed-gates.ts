import type { Finding } from '../rules/finding.ts'
import type { GateResult } from './gate.ts'
import type { Report } from './report.ts'

/**
 * What a run is blamed for: nothing that was there before it began.
 *
 * - A required gate that fails and did not fail on the base commit.
 * - A required gate that failed on the base too, when it now says an error it did not say there (by fingerprint).
 * - The rule of an error that is new and belongs to no gate of the report: the report is the runner's word, the finding
 *   counts even when the gate is said to have passed.
 *
 * A gate that is not required never blocks, nor do its findings.
 * @returns names of gates and rules, each once, in the report's order.
 */
export function failedGates(report: Pick<Report, 'gates' | 'findings'>): string[] {
  const fresh = report.findings.filter((finding) => finding.level === 'error' && !finding.preexisting)
  const blamed = new Set<string>()
  for (const { before, after } of report.gates) {
    if (!after.required || !fails(after)) continue
    if (!fails(before) || fresh.some((finding) => isOf(finding, after))) blamed.add(after.name)
  }
  for (const finding of fresh) {
    const gate = report.gates.find(({ after }) => isOf(finding, after))?.after
    if (gate === undefined || (gate.required && !fails(gate))) blamed.add(finding.rule)
  }
  return [...blamed]
}

/** A check's findings carry its name, alone or before a slash: "test", "lint/no-unused-vars". */
function isOf(finding: Finding, gate: GateResult): boolean {
  if (gate.kind === 'rules') return false
  return finding.rule === gate.name || finding.rule.startsWith(`${gate.name}/`)
}

function fails(result: GateResult | null): boolean {
  return result?.status === 'failed' || result?.status === 'timed_out'
}
