import { plainText } from '../../core/clean/plain-text.ts'
import type { InvariantOf } from '../../core/harness/harness.ts'
import type { Finding } from '../../core/rules/finding.ts'
import { fingerprint } from '../../core/rules/fingerprint.ts'
import { cutText } from '../agent/cut-text.ts'
import type { Questions } from './questions.ts'
import type { Reported } from './report-findings.ts'

/** Of one rule; a model that finds more has not understood it. */
const MOST = 30

/**
 * What a model reported, as findings of the rules: only of a rule that was asked, in a file it is about, on a line that
 * the change wrote, once each. What is anywhere else is dropped. Never an error: an opinion blocks nothing.
 */
export function toFindings(reported: Reported[], { rules, files }: Questions): Finding[] {
  return rules.flatMap(({ rule, paths }) => {
    const seen = new Map<string, Finding>()
    for (const { path, line, message } of reported.filter((one) => one.rule.trim() === rule.id)) {
      const file = files.find((one) => one.path === path && paths.has(path))
      const key = `${line} ${path}`
      if (file === undefined || !file.diff.added.has(line) || seen.has(key) || seen.size === MOST) continue
      const text = file.content.split('\n')[line - 1] ?? ''
      const same = [...seen.values()].filter((one) => one.path === path)
      const nth = same.filter(({ range }) => lineOf(file.content, range?.startLine) === text).length
      seen.set(key, {
        ...wordsOf(rule),
        path,
        range: { startLine: line, endLine: line },
        message: cutText(plainText(message).trim() || rule.ask, 2_000),
        fingerprint: fingerprint({ rule: rule.id, path, line: text, nth }),
        preexisting: false,
      })
    }
    return [...seen.values()]
  })
}

/** That a rule was not judged, or not wholly, so that nobody takes silence for an answer. */
export function unjudged(rule: InvariantOf<'ask'>, why: string): Finding {
  return {
    ...wordsOf(rule),
    level: 'info',
    path: null,
    range: null,
    message: cutText(`The rule ${rule.id} could not be judged: ${why}`, 2_000),
    fingerprint: fingerprint({ rule: rule.id, path: null, line: 'unjudged', nth: 0 }),
    preexisting: false,
  }
}

function wordsOf({ id, level, why, fix, source }: InvariantOf<'ask'>) {
  return {
    rule: id,
    level: level === 'error' ? ('warn' as const) : level,
    ...(why !== undefined && { why }),
    ...(fix !== undefined && { fix }),
    ...(source.length > 0 && { source }),
  }
}

function lineOf(content: string, line: number | undefined): string {
  return content.split('\n')[(line ?? 1) - 1] ?? ''
}
