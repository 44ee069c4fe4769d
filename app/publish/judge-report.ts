import { type Leak, tellLeaks } from '../../core/redact/clean-report.ts'
import { judgeChanges } from '../../core/rules/judge-changes.ts'
import type { ChangedFile } from '../../core/rules/kinds/change-kind.ts'
import { findCi } from '../../core/rules/kinds/find-ci.ts'
import { findWeakenedTests } from '../../core/rules/kinds/find-weakened-tests.ts'
import type { Assignment } from '../../core/run/assignment.ts'
import type { Changes } from '../../core/run/changes.ts'
import { type Ending, keepsWork } from '../../core/run/conclusion.ts'
import { failedGates } from '../../core/run/failed-gates.ts'
import type { Report } from '../../core/run/report.ts'
import type { Usage } from '../../core/run/usage.ts'
import { toPlan } from '../runs/to-plan.ts'
import { applyAgain } from './apply-again.ts'
import type { BaseFiles } from './read-changed.ts'
import { recheckChanges, textOf } from './recheck-changes.ts'

export type Judged = {
  /** The report with what the app found itself in place of what the runner claimed. */
  report: Report
  ending: Ending
  /** What may be published now; empty when nothing may. */
  changes: Changes
}

export type ReportToJudge = {
  /** What the runner says. */
  told: Report
  assignment: Assignment
  base: BaseFiles
  /** Names on the base commit that some file system takes for a changed path, by that path. */
  lookalikes: ReadonlyMap<string, string>
  /** Counted from the provider's answers; null when the app served no call. */
  usage: Usage | null
  /** Secrets that were in the words of the report, which are without them now. */
  leaks: readonly Leak[]
  /** Changed files that hold a secret; found where secrets are known. */
  secrets: Trouble['refused']
  /** Milliseconds since 1970. */
  now: number
}

/** Judges a report from zero: of what the runner says only what cannot be checked here is believed. */
export async function judgeReport({
  told,
  assignment,
  base,
  lookalikes,
  secrets,
  leaks,
  usage,
  now,
}: ReportToJudge): Promise<Judged> {
  const harness = { ...assignment.harness, limits: assignment.limits }
  const { changes, refused: obstacles } = recheckChanges(told.changes, { base, lookalikes })
  const judged = judgeChanges(changes, harness)
  const again = await applyAgain(told, { assignment, base, changes, now })
  const weakened = weakenedChecks(changes, base)
  const report = {
    ...told,
    changes,
    findings: again.findings,
    usage: usage ?? told.usage,
  }
  const refused = refusal({
    report,
    refused: onceEach([...judged.refused, ...obstacles, ...secrets]),
    overCaps: judged.overCaps,
    unapproved:
      changes.length > 0 && assignment.plan === undefined && harness.agents.planner?.approve === 'always',
  })
  const ending: Ending = {
    outcome: leaks.length > 0 ? hidden(leaks) : toOutcome(report.outcome),
    failed: [...new Set([...failedGates(report), ...unproven(report, assignment)])],
    protectedPaths: [
      ...new Set([...judged.protectedPaths, ...changedModes(changes, base), ...again.toApprove, ...weakened]),
    ],
    unmet: report.acceptance.filter(({ met }) => !met).map(({ criterion }) => criterion),
    refused,
  }
  return { report, ending, changes: keepsWork(ending.outcome) && refused === null ? changes : [] }
}

/** A path that may not change for several reasons is one path. */
function onceEach(refused: Trouble['refused']): Trouble['refused'] {
  return [...Map.groupBy(refused, ({ path }) => path).values()].flatMap(([first]) => first ?? [])
}

/** A plan is what its words say: people read them, and its hash is of them. */
function toOutcome(outcome: Report['outcome']): Ending['outcome'] {
  return outcome.kind === 'planned' ? { kind: 'planned', why: outcome.why, ...toPlan(outcome.plan) } : outcome
}

/** Whatever a run says of its end: one that would show a secret is not published, and fails. */
function hidden(leaks: readonly Leak[]): Ending['outcome'] {
  return { kind: 'error', cause: 'secret', detail: tellLeaks(leaks) }
}

type Trouble = {
  report: Report
  refused: { path: string; why: string }[]
  overCaps: string | null
  /** Every plan has to be approved, and none was. */
  unapproved: boolean
}

/** Why nothing is published although the agent says it is done, as a sentence; or null. */
function refusal({ report, refused, overCaps, unapproved }: Trouble): string | null {
  if (unapproved)
    return 'Every plan has to be approved here (`agents.planner.approve`), and this change comes without one.'
  const [first] = refused
  if (first) {
    const more = refused.length > 1 ? ` ${refused.length - 1} more paths are refused too.` : ''
    return `\`${first.path}\` may not change: ${first.why}${more}`
  }
  if (overCaps !== null) return overCaps
  if (report.outcome.kind === 'done' && report.changes.length === 0) return unchanged(report)
  return null
}

/** Nothing to publish although it is "done": either nothing was changed, or only what no pull request can carry. */
function unchanged({ findings }: Report): string {
  const [first] = findings.filter(({ rule, level }) => rule === 'scope' && level === 'error')
  if (first === undefined) return 'The agent says it is done, but nothing is changed.'
  return `What the agent changed cannot be published: ${first.path === null ? '' : `\`${first.path}\`: `}${first.message}`
}

/** A file that becomes executable, or no longer is, does something else with the same text: a person looks. */
function changedModes(changes: Changes, base: BaseFiles): string[] {
  return changes.flatMap((change) => {
    const before = base.get(change.path)?.mode
    return change.kind === 'write' && before !== undefined && before !== change.mode ? [change.path] : []
  })
}

/**
 * What makes the checks find less (tests deleted or skipped, thresholds lowered, checkers told to look away), and what a
 * build service runs by itself. No setting takes away that a person looks, and it is known before anything is pushed.
 */
function weakenedChecks(changes: Changes, base: BaseFiles): string[] {
  const files = changes.map((change): ChangedFile => {
    const before = base.get(change.path)
    const after = textOf(change)
    return {
      path: change.path,
      status: change.kind === 'delete' ? 'deleted' : before === undefined ? 'added' : 'modified',
      before: before?.text ?? null,
      after,
      binary: change.kind === 'write' && after === null,
      modeBefore: before?.mode ?? null,
      modeAfter: change.kind === 'write' ? change.mode : null,
    }
  })
  return [...findWeakenedTests(files), ...findCi(files)].map(({ path }) => path)
}

/** A required check, or a rule that is a command, that nobody ran proves nothing. */
function unproven({ gates, changes }: Report, { harness }: Assignment): string[] {
  if (changes.length === 0) return []
  const checks = harness.checks
    .filter(({ required }) => required)
    .map(({ name, paths }) => ({ kind: 'check', name, paths }))
  const rules = harness.invariants
    .filter(({ engine, level }) => engine === 'run' && level === 'error')
    .map(({ id, paths }) => ({ kind: 'rules', name: id, paths }))
  return [...rules, ...checks]
    .filter(({ kind, name, paths }) => {
      const gate = gates.find(({ after }) => after.kind === kind && after.name === name)?.after
      return gate === undefined || !gate.required || (gate.status === 'skipped' && paths.length === 0)
    })
    .map(({ name }) => name)
}
