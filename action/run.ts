import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from '../core/run/report.ts'
import { afterShell } from './after-shell.ts'
import { createAgent } from './agent/create-agent.ts'
import { askAtEnd } from './ask/ask-at-end.ts'
import { briefAgent } from './brief-agent.ts'
import { watchChanges } from './changes.ts'
import { converse } from './converse.ts'
import { runBaseline } from './gates/gates.ts'
import { judgeEdits } from './gates/judge-edits.ts'
import { guardScope } from './guard.ts'
import { lastingHost } from './lasting-host.ts'
import { note, phase } from './log/tell.ts'
import { planFirst } from './plan/plan-first.ts'
import { planInstead } from './plan/plan-instead.ts'
import { emptyReport, fitReport } from './report.ts'
import { reviewAtEnd } from './review/review-at-end.ts'
import type { ToolHost } from './sandbox/tool-host.ts'
import { runSetup } from './setup.ts'
import { createSignals, type Signals } from './signals.ts'
import type { Job, Stage } from './stage.ts'
import { prepareWorkspace } from './workspace.ts'

/** Does one run, from the base commit to the report. Whatever happens, there is a report that says it. Never throws. */
export async function run(job: Job): Promise<Report> {
  const started = job.now()
  const report = emptyReport(job.assignment)
  const signals = createSignals(job.stop, job.assignment.limits.time)
  let host: ToolHost | null = null
  try {
    const path = join(job.folder, 'workspace')
    await mkdir(path)
    // It loads while git fetches.
    host = await lastingHost(() => job.startHost(path))
    const prepared = await prepare(job, path, signals)
    if (prepared.kind === 'ok')
      await work({ job, report, signals, host, workspace: prepared.workspace, started })
    else report.outcome = { kind: 'error', cause: 'workspace', detail: prepared.detail.slice(0, 8_000) }
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    job.record({ crash: stack })
    report.outcome = { kind: 'error', cause: 'crash', detail: `Reins failed: ${stack}`.slice(0, 8_000) }
  }
  await host?.close()
  phase(job.emit, 'report')
  const outcome = signals.settle(report.outcome)
  return fitReport({ ...report, outcome, ms: Math.round(job.now() - started) })
}

function prepare({ assignment, source, folder, sleep, emit }: Job, path: string, { work: signal }: Signals) {
  const { base, harness } = assignment
  phase(emit, 'workspace', `${base.ref} at ${base.sha.slice(0, 12)}`)
  const gitDir = join(folder, 'git')
  return prepareWorkspace({ ...source, path, gitDir, sha: base.sha, scope: harness.scope, signal, sleep })
}

async function work(stage: Stage): Promise<void> {
  const { job, report, signals, host, workspace, started } = stage
  const { assignment, emit } = job
  const { limits } = assignment
  // What the operator allows is in the assignment's limits, never above what the repository wrote.
  const harness = { ...assignment.harness, limits }
  report.isolation = host.isolation
  note(emit, workspace.notes)

  const planned = await planFirst(stage, harness)
  if (planned.kind === 'ended') return

  if (harness.setup !== null) {
    phase(emit, 'setup', harness.setup.run)
    const failed = await runSetup(harness.setup, { host, origin: assignment.origin, signal: signals.work })
    if (failed !== null) {
      report.outcome = { kind: 'error', cause: 'setup', detail: failed }
      return
    }
  }

  phase(emit, 'baseline')
  const baseline = await runBaseline({ harness, workspace, host, emit, signal: signals.work })
  const watch = watchChanges(workspace, host)
  const [brief] = await Promise.all([briefAgent(stage, { harness, role: 'implementer' }), watch.forget()])

  const afterEdits = judgeEdits(harness, workspace, { host, emit })
  const besideShell = afterShell(harness, { watch, workspace: workspace.path, judge: afterEdits })

  phase(emit, 'agent', assignment.model.name)
  const agent = createAgent({
    model: job.model,
    tools: host,
    limits: { ...limits, time: Math.max(1, Math.round(limits.time - (job.now() - started))) },
    instructions: brief.instructions,
    emit,
    record: job.record,
    afterEdits,
    beside: async (call) => joined(await brief.beside(call), await besideShell(call)),
    guard: guardScope(harness.scope, workspace.path),
    criteria: harness.tasks.done,
    signal: signals.work,
    now: job.now,
    ...(planned.before && { before: planned.before }),
  })
  const task = brief.task(planned.plan)
  const collected = await converse({ ...stage, harness, agent, task, baseline, watch })
  await planInstead(stage, harness, agent.state())
  await askAtEnd(stage, harness, collected)
  await reviewAtEnd(stage, harness, collected)
}

function joined(...said: (string | null)[]): string | null {
  const texts = said.filter((text) => text !== null)
  return texts.length === 0 ? null : texts.join('\n\n')
}
