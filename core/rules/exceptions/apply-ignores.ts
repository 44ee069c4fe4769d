import { nearest } from '../../command/nearest.ts'
import type { Finding } from '../finding.ts'
import { fingerprint } from '../fingerprint.ts'
import { MAX_TEXT } from '../max-text.ts'
import { quote } from '../quote.ts'
import { isRule } from '../rule-ids.ts'
import type { RuledFile, RuleResult } from '../rule-input.ts'
import { lineTextAt, type TextLines, toTextLines } from '../text-lines.ts'
import { type Ignore, readIgnores } from './read-ignores.ts'

export type IgnoreRules = {
  /** Rules that an ignore may name. */
  known: readonly string[]
  /** Of these, rules whose findings have no line. */
  lineless: readonly string[]
  /** Of these, rules whose findings are all there, so that an ignore without one is stale. */
  complete: readonly string[]
  byAgent: boolean
}

type Exempted = Pick<RuleResult, 'findings' | 'ignored' | 'approvals'>

/**
 * Takes out what a comment in the file ignores, with its reason. An ignore without a reason, or of a rule that is not
 * there, is a finding and ignores nothing; one that has nothing to ignore informs.
 */
export function applyIgnores(
  findings: readonly Finding[],
  files: readonly RuledFile[],
  rules: IgnoreRules,
): Exempted {
  const byPath = Map.groupBy(findings, ({ path }) => path)
  const result: Exempted = {
    findings: findings.filter(({ path }) => path === null),
    ignored: [],
    approvals: [],
  }
  byPath.delete(null)
  for (const file of files) {
    if (file.content.length > MAX_TEXT || !file.content.includes('reins-ignore')) continue
    const judged = judgeFile(file, byPath.get(file.path) ?? [], rules)
    byPath.set(file.path, judged.findings)
    result.ignored.push(...judged.ignored)
    result.approvals.push(...judged.approvals)
  }
  return { ...result, findings: [...result.findings, ...[...byPath.values()].flat()] }
}

function judgeFile(file: RuledFile, findings: Finding[], rules: IgnoreRules): Exempted {
  const { path, base } = file
  const lines = toTextLines(file.content)
  const ignores = readIgnores(path, lines)
  const old = new Set(
    base === null || base.length > MAX_TEXT ? [] : numbered(readIgnores(path, toTextLines(base))),
  )
  const keys = numbered(ignores)
  const isOld = (index: number) => old.has(keys[index]!)
  const problems = ignores.map((ignore) => problemOf(ignore, rules))
  const valid = ignores.filter((_, index) => problems[index] === null)

  const ignored: Exempted['ignored'] = []
  const used = new Set<Ignore>()
  const kept = findings.filter((finding) => {
    const by = valid.find((ignore) => covers(ignore, finding))
    if (by === undefined) return true
    used.add(by)
    ignored.push({ finding, reason: by.reason })
    return false
  })

  const own = ignores.flatMap((ignore, index) => {
    const problem = problems[index]!
    const told = problem ?? (used.has(ignore) ? null : staleness(ignore, findings, rules))
    if (told === null) return []
    const preexisting = isOld(index)
    return [toFinding(told, { path, ignore, lines, level: problem === null ? 'info' : 'error', preexisting })]
  })
  const added = ignores.filter((_, index) => rules.byAgent && problems[index] === null && !isOld(index))
  return {
    findings: [...kept, ...distinct(own, path, lines)],
    ignored,
    approvals: added.map((ignore) => ({
      path,
      line: ignore.line,
      why: `The change ignores ${ignore.rules.join(', ')} here: ${quote(ignore.reason)}`,
    })),
  }
}

function covers({ rules, covers: lines }: Ignore, { rule, range }: Finding): boolean {
  return range !== null && lines.includes(range.startLine) && rules.some((named) => isRule(named, rule))
}

function problemOf({ rules, reason }: Ignore, { known, lineless }: IgnoreRules): string | null {
  if (rules.length === 0) return 'This ignore names no rule; write `reins-ignore <rule>: <reason>`.'
  const unknown = rules.find((rule) => !known.includes(rule))
  if (unknown !== undefined) {
    const meant = nearest(unknown, known)
    const instead =
      meant === null ? '; name one that is there, or remove the comment.' : `; did you mean ${meant}?`
    return `There is no rule ${quote(unknown)} to ignore${instead}`
  }
  const without = rules.find((rule) => lineless.includes(rule))
  if (without !== undefined) return `Findings of ${without} have no line to ignore; write a waiver.`
  if (!/[\p{L}\p{N}]/u.test(reason)) return 'This ignore has no reason; write it after a colon.'
  return null
}

/** What was not wholly looked at may still have something to ignore. */
function staleness({ rules }: Ignore, findings: Finding[], { complete }: IgnoreRules): string | null {
  const unsure = rules.some(
    (named) =>
      !complete.includes(named) || findings.some(({ rule, range }) => range === null && isRule(named, rule)),
  )
  return unsure
    ? null
    : `There is nothing of ${rules.join(', ')} to ignore here any more; remove the comment.`
}

type Told = {
  path: string
  ignore: Ignore
  lines: TextLines
  level: 'error' | 'info'
  preexisting: boolean
}

function toFinding(message: string, { path, ignore, level, preexisting }: Told): Finding {
  const { line, startColumn, endColumn } = ignore
  return {
    rule: 'ignores',
    level,
    path,
    range: { startLine: line, endLine: line, startColumn, endColumn },
    message,
    fingerprint: '',
    preexisting,
  }
}

function distinct(findings: Finding[], path: string, lines: TextLines): Finding[] {
  const counts = new Map<string, number>()
  return findings.map((finding) => {
    const line = lineTextAt(lines, lines.starts[finding.range!.startLine - 1]!)
    const nth = counts.get(line) ?? 0
    counts.set(line, nth + 1)
    return { ...finding, fingerprint: fingerprint({ rule: 'ignores', path, line, nth }) }
  })
}

/** The same words about the same line, told apart by their number. */
function numbered(ignores: readonly Ignore[]): string[] {
  const counts = new Map<string, number>()
  return ignores.map(({ key }) => {
    const nth = counts.get(key) ?? 0
    counts.set(key, nth + 1)
    return `${key}\n${nth}`
  })
}
