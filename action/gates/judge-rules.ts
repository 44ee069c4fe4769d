import type { Harness } from '../../core/harness/harness.ts'
import { baseObstacle } from '../../core/rules/base-obstacle.ts'
import type { Finding } from '../../core/rules/finding.ts'
import { fingerprint } from '../../core/rules/fingerprint.ts'
import { foldersAbove } from '../../core/rules/folders-above.ts'
import { judgeChanges } from '../../core/rules/judge-changes.ts'
import type { Changes } from '../../core/run/changes.ts'
import type { GateResult } from '../../core/run/gate.ts'
import { listed, plural } from '../../core/say/numbers.ts'
import type { Collected } from '../changes.ts'
import type { TreeEntry } from '../git/tree.ts'
import type { Workspace } from '../workspace.ts'
import { type Ruled, ruleChange } from './rule-change.ts'
import type { CheckRun } from './run-check.ts'

/** The gates that need no command: where the change may reach, and the rules of the harness. */
export async function judgeRules(
  harness: Harness,
  collected: Collected,
  workspace: Pick<Workspace, 'base' | 'git'>,
): Promise<CheckRun[]> {
  const scope = await judged('scope', async () => ({
    findings: scopeFindings(harness, collected, workspace.base),
    notes: [],
  }))
  if (!hasRules(harness)) return [scope]
  const { changes, files } = collected
  const texts = new Map(files.map(({ path, content }) => [path, content]))
  const edited = new Map(
    changes.map(({ path, kind }) => [path, kind === 'delete' ? undefined : (texts.get(path) ?? null)]),
  )
  const rules = await judged('rules', async () => {
    const ruled = await ruleChange(harness, { files, edited }, workspace)
    const blind = ruled.unable === null || !blocks(harness) ? [] : [notJudged(ruled.unable)]
    return { findings: [...ruled.findings, ...blind], notes: notesOn(ruled) }
  })
  return [scope, rules]
}

/** Whether rules that need a parser can block. */
function blocks({ invariants, layers }: Pick<Harness, 'invariants' | 'layers'>): boolean {
  return layers !== null || invariants.some(({ engine, level }) => engine === 'ast' && level === 'error')
}

/** A gate that could not look is not passed. */
function notJudged(message: string): Finding {
  return {
    ...{ rule: 'rules', level: 'error', path: null, range: null, preexisting: false, message },
    fix: 'Nothing in the change mends this: whoever keeps the runner has to use a release of the action with its parsers.',
    fingerprint: fingerprint({ rule: 'rules', path: null, line: message, nth: 0 }),
  }
}

/** What the rules found and does not count, so that nobody takes silence for an answer. */
function notesOn({ waived, ignored, approvals, unable }: Ruled): string[] {
  return [
    waived.length > 0 ? `${plural(waived.length, 'finding')} waived` : '',
    ignored.length > 0 ? `${plural(ignored.length, 'finding')} ignored by comments in the files` : '',
    approvals.length > 0 ? `a person must approve ${listed(approvals.slice(0, 5).map(placeOf))}` : '',
    unable ?? '',
  ].filter((note) => note !== '')
}

function placeOf({ path, line }: Ruled['approvals'][number]): string {
  return line === null ? path : `${path}:${line}`
}

export function hasRules({ invariants, layers }: Pick<Harness, 'invariants' | 'layers'>): boolean {
  return invariants.length > 0 || layers !== null
}

async function judged(
  name: string,
  judge: () => Promise<{ findings: Finding[]; notes: string[] }>,
): Promise<CheckRun> {
  const start = performance.now()
  const { findings, notes } = await judge()
  const failed = findings.some((finding) => finding.level === 'error' && !finding.preexisting)
  const result: GateResult = {
    name,
    kind: 'rules',
    status: failed ? 'failed' : 'passed',
    required: true,
    exitCode: null,
    ms: Math.round(performance.now() - start),
    findings: findings.length,
    ...(notes.length > 0 && { note: notes.join('; ').slice(0, 2_000).toWellFormed() }),
  }
  return { result, findings }
}

/** What the app would refuse to publish or never see, said while the agent can still mend it. */
function scopeFindings(
  harness: Harness,
  { changes, leftOut, tooMuch }: Collected,
  base: ReadonlyMap<string, TreeEntry>,
): Finding[] {
  const { refused, overCaps } = judgeChanges(changes, harness)
  const outside = [...refused, ...obstacles(changes, base)].map(({ path, why }) => ({
    ...blank,
    path,
    message: `${path} may not be changed: ${why}`,
    fix: 'Put this path back as it was on the base commit, and do the task inside the allowed paths.',
    fingerprint: fingerprint({ rule: 'scope', path, line: '', nth: 0 }),
  }))
  const unpublishable = leftOut.map(({ path, why }) => ({
    ...blank,
    path,
    message: `${path} cannot be part of a pull request: ${why}.`,
    fix: 'The checks saw it and a reviewer would not. Make it a regular file, put it back as it was, or remove it.',
    fingerprint: fingerprint({ rule: 'scope', path, line: '', nth: 0 }),
  }))
  const placed = [...outside, ...unpublishable]
  const caps = tooMuch ?? overCaps
  if (caps === null) return placed
  const tooLarge: Finding = {
    ...blank,
    path: null,
    message: caps,
    fix: 'Do the smallest part that is whole by itself, undo the rest, and say in the summary what is left.',
    fingerprint: fingerprint({ rule: 'scope', path: '', line: '', nth: 0 }),
  }
  return [...placed, tooLarge]
}

function obstacles(changes: Changes, base: ReadonlyMap<string, TreeEntry>): { path: string; why: string }[] {
  const folders = new Set([...base.keys()].flatMap(foldersAbove))
  const modeOf = (path: string) => base.get(path)?.mode ?? (folders.has(path) ? '040000' : undefined)
  return changes.flatMap(({ path }) => {
    const why = baseObstacle(path, modeOf)
    return why === null ? [] : [{ path, why }]
  })
}

const blank = { rule: 'scope', level: 'error', range: null, preexisting: false } as const
