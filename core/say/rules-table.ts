import { cell, codeSpan } from '../markdown/write.ts'
import type { Finding, Level } from '../rules/finding.ts'
import type { RuleResult } from '../rules/rule-input.ts'
import type { ApplyingRule } from '../rules/rules-that-apply.ts'
import { distinct } from './annotations.ts'
import { count } from './numbers.ts'

const MOST_ROWS = 100

type Row = { level: Level; fresh: number; old: number; waived: number }

/** Every rule that looked at the change, or found something, and what became of it. "" when there is none. */
export function rulesTable(
  applying: readonly ApplyingRule[],
  { findings, waived, ignored }: Pick<RuleResult, 'findings' | 'waived' | 'ignored'>,
): string {
  const rows = new Map<string, Row>()
  const rowOf = ({ rule, level }: Pick<Finding, 'rule' | 'level'>) => {
    const row = rows.get(rule) ?? { level, fresh: 0, old: 0, waived: 0 }
    rows.set(rule, row)
    return row
  }
  for (const { id, level, engine } of applying)
    if (engine !== 'run' && engine !== 'ask') rowOf({ rule: id, level })
  for (const finding of distinct(findings)) rowOf(finding)[finding.preexisting ? 'old' : 'fresh']++
  for (const { finding } of [...waived, ...ignored]) rowOf(finding).waived++
  if (rows.size === 0) return ''
  const sorted = [...rows].sort(([a, one], [b, other]) => other.fresh - one.fresh || (a < b ? -1 : 1))
  const lines = sorted.slice(0, MOST_ROWS).map(([rule, { level, fresh, old, waived }]) => {
    const cells = [codeSpan(rule), level, count(fresh), count(old), count(waived)]
    return `| ${cells.map(cell).join(' | ')} |`
  })
  if (sorted.length > MOST_ROWS) lines.push(`| … and ${count(sorted.length - MOST_ROWS)} more | | | | |`)
  return `| rule | level | new | there before | waived or ignored |\n|---|---|--:|--:|--:|\n${lines.join('\n')}`
}
