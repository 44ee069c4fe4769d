import type { Check, Harness } from '../../core/harness/harness.ts'
import type { Finding } from '../../core/rules/finding.ts'
import type { RunEvent } from '../../core/run/event.ts'
import { failedGates } from '../../core/run/failed-gates.ts'
import type { Gate, GateResult } from '../../core/run/gate.ts'
import type { Collected } from '../changes.ts'
import type { ToolHost } from '../sandbox/tool-host.ts'
import type { Workspace } from '../workspace.ts'
import { judgeRules } from './judge-rules.ts'
import { type CheckRun, runCheck } from './run-check.ts'
import { createSources } from './sources.ts'

/** What the checks said on the base commit, by name: old failures are nobody's fault. */
export type Baseline = Map<string, { result: GateResult; fingerprints: Set<string> }>

export type GateRound = {
  gates: Gate[]
  findings: Finding[]
  /** Names of what blocks; empty when the change may land. */
  failed: string[]
}

export type GateOptions = {
  harness: Harness
  workspace: Workspace
  host: ToolHost
  emit: (event: RunEvent) => void
  signal: AbortSignal
}

/** Runs every check once before anything is changed. */
export async function runBaseline(options: GateOptions): Promise<Baseline> {
  const sources = createSources(options.workspace, null)
  const baseline: Baseline = new Map()
  for (const check of options.harness.checks) {
    const { result, findings } = await runCheck(check, { ...options, sources, changed: null })
    options.emit({ type: 'gate', round: 0, result })
    baseline.set(check.name, { result, fingerprints: new Set(findings.map((one) => one.fingerprint)) })
  }
  return baseline
}

/** Judges a change: rules first, for they cost nothing, then the checks, in their order. */
export async function runGates(
  judged: { collected: Collected; baseline: Baseline; round: number },
  options: GateOptions,
): Promise<GateRound> {
  const { collected, baseline, round } = judged
  const sources = createSources(options.workspace, collected)
  const changed = collected.changes.map((change) => change.path)
  const runs = await judgeRules(options.harness, collected, options.workspace)
  for (const { result } of runs) options.emit({ type: 'gate', round, result })
  for (const check of options.harness.checks) {
    const run = await runCheck(check, { ...options, sources, changed })
    options.emit({ type: 'gate', round, result: run.result })
    runs.push(aged(run, check, baseline))
  }
  const gates = runs.map(({ result }) => ({
    before: baseline.get(result.name)?.result ?? null,
    after: result,
  }))
  const findings = runs.flatMap((run) => run.findings)
  return { gates, findings, failed: failedGates({ gates, findings }) }
}

/** Marks what the base commit said already, but never all that a check says which begins to fail: something explains it. */
function aged(run: CheckRun, check: Check, baseline: Baseline): CheckRun {
  const before = baseline.get(check.name)
  const isOld = (one: Finding) => before?.fingerprints.has(one.fingerprint) ?? false
  const begins = run.result.status !== 'passed' && before?.result.status === 'passed'
  if (begins && run.findings.every(isOld)) return run
  return { ...run, findings: run.findings.map((one) => ({ ...one, preexisting: isOld(one) })) }
}
