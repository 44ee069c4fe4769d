import type { Harness } from '../../core/harness/harness.ts'
import type { Finding } from '../../core/rules/finding.ts'
import type { RunEvent } from '../../core/run/event.ts'
import { failedGates } from '../../core/run/failed-gates.ts'
import type { Gate } from '../../core/run/gate.ts'
import type { ChangeWatch, Collected } from '../changes.ts'
import type { ToolHost } from '../sandbox/tool-host.ts'
import type { Workspace } from '../workspace.ts'
import { aged, type Before } from './aged.ts'
import { commandsOf, keyOf, runCommand } from './command.ts'
import { exceptions, exceptNothing } from './except.ts'
import { judgeRules } from './judge-rules.ts'
import { mendChecks } from './mend-checks.ts'
import { createSources } from './sources.ts'

/** What the commands said on the base commit, by `keyOf`: old failures are nobody's fault. */
export type Baseline = Map<string, Before>

export type GateRound = {
  /** The change as it was judged: with what `fix` commands made of it. */
  collected: Collected
  gates: Gate[]
  findings: Finding[]
  /** Names of what blocks; empty when the change may land. */
  failed: string[]
  /** What `fix` commands did, in sentences for the agent. */
  mended: string[]
}

export type GateOptions = {
  harness: Harness
  workspace: Workspace
  host: ToolHost
  emit: (event: RunEvent) => void
  signal: AbortSignal
}

/** Runs every command once before anything is changed. */
export async function runBaseline(options: GateOptions): Promise<Baseline> {
  const sources = createSources(options.workspace, null)
  const except = exceptNothing
  const baseline: Baseline = new Map()
  for (const command of commandsOf(options.harness)) {
    const { result, findings } = await runCommand(command, { ...options, sources, except, changed: null })
    options.emit({ type: 'gate', round: 0, result })
    baseline.set(keyOf(command), { result, fingerprints: new Set(findings.map((one) => one.fingerprint)) })
  }
  return baseline
}

/**
 * Judges a change: checks that can mend it themselves do so, then rules, for they cost nothing, then rules that are
 * commands, then the checks, in their order.
 */
export async function runGates(
  judged: { collected: Collected; baseline: Baseline; watch: ChangeWatch; round: number },
  options: GateOptions,
): Promise<GateRound> {
  const { baseline, watch, round } = judged
  const { collected, runs: known, mended } = await mendChecks(judged, options)
  const sources = createSources(options.workspace, collected)
  const except = exceptions(options.harness, collected)
  const changed = collected.changes.map((change) => change.path)

  const runs = await judgeRules(options.harness, collected, options.workspace)
  const gates: Gate[] = runs.map(({ result }) => ({ before: null, after: result }))
  for (const { after } of gates) options.emit({ type: 'gate', round, result: after })
  await watch.withoutLitter(async () => {
    for (const command of commandsOf(options.harness)) {
      const before = baseline.get(keyOf(command))
      const run =
        known.get(keyOf(command)) ??
        aged(await runCommand(command, { ...options, sources, except, changed }), before)
      options.emit({ type: 'gate', round, result: run.result })
      runs.push(run)
      gates.push({ before: before?.result ?? null, after: run.result })
    }
  })
  const findings = runs.flatMap((run) => run.findings)
  return { collected, gates, findings, failed: failedGates({ gates, findings }), mended }
}
