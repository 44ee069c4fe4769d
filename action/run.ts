import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Prompt } from '../core/clean/clean.ts'
import { joined } from '../core/clean/prompt.ts'
import { frozenPaths } from '../core/rules/frozen.ts'
import type { Denied, Report } from '../core/run/report.ts'
import { afterShell } from './after-shell.ts'
import { createAgent } from './agent/create-agent.ts'
import { askAtEnd } from './ask/ask-at-end.ts'
import { briefAgent } from './brief-agent.ts'
import { watchChanges } from './changes.ts'
import { converse } from './converse.ts'
import { runBaseline } from './gates/gates.ts'
import { judgeEdits } from './gates/judge-edits.ts'
import { GitError } from './git/git.ts'
import { guardScope } from './guard.ts'
import { note, phase } from './log/tell.ts'
import { planFirst } from './plan/plan-first.ts'
import { planInstead } from './plan/plan-instead.ts'
import { emptyReport, fitReport } from './report.ts'
import { reviewAtEnd } from './review/review-at-end.ts'
import { NotApart, roomsIn } from './rooms.ts'
import type { Isolation } from './sandbox/isolation/isolation.ts'
import { giveTo } from './sandbox/quarters.ts'
import { runSetup } from './setup.ts'
import { createSignals } from './signals.ts'
import type { Job, Stage } from './stage.ts'
import { prepareWorkspace, regularFiles } from './workspace.ts'

/** Does one run, from the base commit to the report. Whatever happens, there is a report that says it. Never throws. */
export async function run(job: Job): Promise<Report> {
  const started = job.now()
  const report = emptyReport(job.assignment)
  const signals = createSignals(job.stop, job.assignment.limits.time)
  const open: { close: () => Promise<void> }[] = []
  const denied: Denied[] = []
  try {
    await carryOut({ job, report, signals, started, open, denied })
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    if (error instanceof NotApart) report.outcome = failed('sandbox', error.message)
    else if (error instanceof GitError) report.outcome = failed('workspace', error.message)
    else {
      job.record({ crash: stack })
      report.outcome = failed('crash', `Reins failed: ${stack}`)
    }
  }
  for (const one of open.reverse()) await one.close()
  phase(job.emit, 'report')
  const outcome = signals.settle(report.outcome)
  report.denied = [...report.denied, ...denied]
  return fitReport({ ...report, outcome, ms: Math.round(job.now() - started) })
}

type Beginning = Pick<Stage, 'job' | 'report' | 'signals' | 'started'> & {
  /** What has to be closed at the end, in the order it was opened. */
  open: { close: () => Promise<void> }[]
  /** What walls refused to commands. */
  denied: Denied[]
}

/** Walls first, then the files, then the tools: nothing of the repository is there before what keeps it in. */
async function carryOut({ open, denied, ...begun }: Beginning): Promise<void> {
  const { job, report, signals } = begun
  const opened = await job.isolation
  if (opened.kind === 'refused') {
    report.outcome = failed('sandbox', opened.why)
    return
  }
  const { isolation } = opened
  report.isolation = isolation.words
  phase(job.emit, 'workspace', `${job.assignment.base.ref} at ${job.assignment.base.sha.slice(0, 12)}`)
  const path = join(job.folder, 'workspace')
  await mkdir(path)
  await giveTo(path, isolation.owner)
  const prepared = await prepare(job, { path, isolation, signal: signals.work })
  if (prepared.kind === 'failed') {
    report.outcome = failed('workspace', prepared.detail)
    return
  }
  const { workspace } = prepared
  open.push(workspace.tree)
  const { scope } = job.assignment.harness
  const rooms = roomsIn({
    isolation,
    folder: job.folder,
    denied,
    frozen: frozenPaths(regularFiles(workspace), scope),
  })
  const host = await rooms.open(path)
  open.push(host)
  await work({ ...begun, host, rooms, workspace })
}

function failed(cause: 'sandbox' | 'workspace' | 'crash', detail: string): Report['outcome'] {
  return { kind: 'error', cause, detail: detail.slice(0, 8_000) }
}

function prepare(
  { assignment, source, folder, sleep }: Job,
  room: { path: string; isolation: Isolation; signal: AbortSignal },
) {
  const { base, harness } = assignment
  return prepareWorkspace({ ...source, ...room, folder, sha: base.sha, scope: harness.scope, sleep })
}

async function work(stage: Stage): Promise<void> {
  const { job, report, signals, host, rooms, workspace, started } = stage
  const { assignment, emit } = job
  const { limits } = assignment
  // What the operator allows is in the assignment's limits, never above what the repository wrote.
  const harness = { ...assignment.harness, limits }
  note(emit, workspace.notes)

  const planned = await planFirst(stage, harness)
  if (planned.kind === 'ended') return

  if (harness.setup !== null) {
    phase(emit, 'setup', harness.setup.run)
    const { origin } = assignment
    const failed = await runSetup(harness.setup, {
      ...{ host, rooms, origin, workspace: workspace.path },
      signal: signals.work,
    })
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
  const besideShell = afterShell(harness, { watch, host, judge: afterEdits })

  phase(emit, 'agent', assignment.model.name)
  const agent = createAgent({
    model: job.model,
    tools: host,
    limits: { ...limits, time: Math.max(1, Math.round(limits.time - (job.now() - started))) },
    instructions: brief.instructions,
    emit,
    record: job.record,
    afterEdits,
    beside: async (call) => both(await brief.beside(call), await besideShell(call)),
    guard: guardScope(harness.scope, { workspace: host.workspace, frozen: rooms.frozen }),
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

function both(...said: (Prompt | null)[]): Prompt | null {
  const texts = said.filter((text) => text !== null)
  return texts.length === 0 ? null : joined(texts)
}
