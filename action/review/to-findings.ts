import { plainText } from '../../core/clean/plain-text.ts'
import type { Finding } from '../../core/rules/finding.ts'
import { fingerprint } from '../../core/rules/fingerprint.ts'
import { cutText } from '../agent/cut-text.ts'
import type { AskedFile } from '../ask/bounded-files.ts'
import type { Objection } from './report-objections.ts'

/** What findings of the reviewer are called. */
export const REVIEW = 'review'

/** A reviewer that finds more has not chosen. */
const MOST = 30

/**
 * What a reviewer objected to, as findings: only on lines that the change wrote, one for each. What is anywhere else is
 * dropped. Never an error: an opinion blocks nothing.
 */
export function toFindings(objections: Objection[], files: AskedFile[]): Finding[] {
  const found = new Map<string, Finding>()
  const same = new Map<string, number>()
  for (const { path, line, level, message } of objections) {
    const file = files.find((one) => one.path === path)
    const key = `${line} ${path}`
    const words = cutText(plainText(message).trim(), 2_000)
    if (file === undefined || !file.diff.added.has(line) || words === '') continue
    if (found.has(key) || found.size === MOST) continue
    const text = file.content.split('\n')[line - 1] ?? ''
    const alike = `${path}\n${text}`
    const nth = same.get(alike) ?? 0
    same.set(alike, nth + 1)
    found.set(key, {
      ...{ rule: REVIEW, level, path, range: { startLine: line, endLine: line }, message: words },
      fingerprint: fingerprint({ rule: REVIEW, path, line: text, nth }),
      preexisting: false,
    })
  }
  return [...found.values()]
}

/** That nobody reviewed the change, so that silence is not taken for consent. */
export function unreviewed(why: string): Finding {
  return {
    ...{ rule: REVIEW, level: 'info', path: null, range: null },
    message: cutText(`The reviewer could not look at this change: ${why}`, 2_000),
    fingerprint: fingerprint({ rule: REVIEW, path: null, line: 'unreviewed', nth: 0 }),
    preexisting: false,
  }
}
