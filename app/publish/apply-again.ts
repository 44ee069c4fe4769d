import { applyRules, type Repository } from '../../core/rules/apply-rules.ts'
import { languagesOfRules } from '../../core/rules/languages-of-rules.ts'
import { verifyReplacements } from '../../core/rules/verify-replacements.ts'
import type { Assignment } from '../../core/run/assignment.ts'
import type { Changes } from '../../core/run/changes.ts'
import type { Report } from '../../core/run/report.ts'
import { loadSyntax } from '../../core/syntax/syntax.ts'
import type { BaseFiles } from './read-changed.ts'
import { textOf } from './recheck-changes.ts'

type Facts = {
  assignment: Assignment
  base: BaseFiles
  /** As they may be published. */
  changes: Changes
  /** Milliseconds since 1970. */
  now: number
}

/** `toApprove`: files in which the agent silenced a rule. */
export type AppliedAgain = { findings: Report['findings']; toApprove: string[] }

/** Engines that need only the changed files. Layers need the whole tree: the check run `harness` judges them. */
const HERE: readonly string[] = ['regex', 'ast', 'pair']

/**
 * Applies the rules again that need only the changed files; what the runner claims about these is left out.
 * Rejects when a parser is missing: what cannot be judged is not published.
 */
export async function applyAgain(told: Report, facts: Facts): Promise<AppliedAgain> {
  const { assignment, base, changes, now } = facts
  const { harness } = assignment
  const files = changes.flatMap((change) => {
    const content = textOf(change)
    return content === null ? [] : [{ path: change.path, content, base: base.get(change.path)?.text ?? null }]
  })
  const languages = languagesOfRules(
    { invariants: harness.invariants, layers: null },
    files.map(({ path }) => path),
  )
  const { findings, approvals } = applyRules({
    harness,
    files,
    changed: changes.map(({ path }) => path),
    repository: treeOf(changes, files),
    base: null,
    syntax: languages.length === 0 ? null : await loadSyntax(languages),
    today: new Date(now).toISOString().slice(0, 10),
    byAgent: true,
    skip: ['layers'],
  })
  const all = [...findings, ...told.findings.filter(({ rule }) => !isJudgedHere(rule, assignment))]
  return {
    findings: verifyReplacements(all, { harness, files }),
    toApprove: approvals.map(({ path }) => path),
  }
}

function isJudgedHere(rule: string, { harness }: Assignment): boolean {
  if (rule === 'waivers' || rule === 'ignores') return true
  return harness.invariants.some(({ id, engine }) => id === rule && HERE.includes(engine))
}

/** The changed files alone: nothing here looks at others. */
function treeOf(changes: Changes, files: { path: string; content: string }[]): Repository {
  const texts = new Map(files.map(({ path, content }) => [path, content]))
  const stand = changes.filter(({ kind }) => kind === 'write').map(({ path }) => path)
  return { paths: new Set(stand), read: (path) => texts.get(path) ?? null }
}
