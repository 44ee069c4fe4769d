import type { Finding } from '../../core/rules/finding.ts'
import type { GateResult } from '../../core/run/gate.ts'
import type { CheckRun } from './run-check.ts'

/** What a command said on the base commit. */
export type Before = { result: GateResult; fingerprints: Set<string> }

/** Marks what the base commit said already, but never all that a check says which begins to fail: something explains it. */
export function aged(run: CheckRun, before: Before | undefined): CheckRun {
  const isOld = (one: Finding) => before?.fingerprints.has(one.fingerprint) ?? false
  const begins = run.result.status !== 'passed' && before?.result.status === 'passed'
  if (begins && run.findings.every(isOld)) return run
  return { ...run, findings: run.findings.map((one) => ({ ...one, preexisting: isOld(one) })) }
}

/** The change is to blame for something it says; `run` is aged. */
export function isNew({ result, findings }: CheckRun, before: Before | undefined): boolean {
  if (result.status !== 'failed' && result.status !== 'timed_out') return false
  const failedBefore = before?.result.status === 'failed' || before?.result.status === 'timed_out'
  return !failedBefore || findings.some(({ preexisting, level }) => !preexisting && level !== 'info')
}
