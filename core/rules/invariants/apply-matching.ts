import type { Finding } from '../finding.ts'
import { type FingerprintParts, fingerprint, fingerprintKey } from '../fingerprint.ts'
import { MAX_TEXT } from '../max-text.ts'
import { quote } from '../quote.ts'
import type { RuledFile } from '../rule-input.ts'
import { lineTextAt, rangeOf, type TextLines, toTextLines } from '../text-lines.ts'
import { unseen } from '../unseen.ts'
import { wordsOf } from '../words-of.ts'
import type { Matches, Searcher } from './searcher.ts'

/** Applies rules that look for what must not appear, file by file, so that the lines of one are there at a time. */
export function applyMatching(searchers: readonly Searcher[], files: readonly RuledFile[]): Finding[] {
  return files.flatMap((file) => {
    const covering = searchers.filter((searcher) => searcher.covers(file.path))
    if (covering.length === 0) return []
    if (file.content.length > MAX_TEXT) return covering.map(({ rule }) => tooLarge(rule, file))
    const lines = toTextLines(file.content)
    return covering.flatMap((searcher) => applyRule(searcher, file, lines))
  })
}

type Rule = Searcher['rule']
type Searched = Matches & { lines: TextLines }

function applyRule(searcher: Searcher, { path, base }: RuledFile, lines: TextLines): Finding[] {
  const { rule } = searcher
  const after = search(lines)
  if (after.matches.length === 0 && after.ended === null) return []
  const before = base === null || base.length > MAX_TEXT ? null : search(toTextLines(base))
  const known = new Set(before ? identify(rule, path, before).map(fingerprintKey) : [])
  const names = identify(rule, path, after)
  const findings = after.matches.map((match, index) => {
    const range = rangeOf(lines, match.start, match.end)
    const replacement = searcher.replace(lines, range, after.matches)
    return {
      ...wordsOf(rule),
      path,
      range,
      message: `${quote(lines.text.slice(match.start, match.end).trim())} breaks the rule ${rule.id}.`,
      ...(replacement === null ? {} : { replacement }),
      fingerprint: fingerprint(names[index]!),
      preexisting: known.has(fingerprintKey(names[index]!)),
    }
  })
  return after.ended === null
    ? findings
    : [...findings, unseen(rule, { path, message: after.ended, preexisting: endedAlike(after, before) })]

  function search(text: TextLines): Searched {
    return { lines: text, ...searcher.search(path, text) }
  }
}

/** What each match is told apart by: the text of its line, and which of several on such lines it is. */
function identify(rule: Rule, path: string, { lines, matches }: Searched): FingerprintParts[] {
  const counts = new Map<string, number>()
  return matches.map(({ start }) => {
    const line = lineTextAt(lines, start)
    const key = fingerprintKey({ rule: rule.id, path, line, nth: 0 })
    const nth = counts.get(key) ?? 0
    counts.set(key, nth + 1)
    return { rule: rule.id, path, line, nth }
  })
}

/** More matches than are looked at may have been there before; what cost too much may hide anything. */
function endedAlike(after: Searched, before: Searched | null): boolean {
  return after.full && before?.full === true
}

function tooLarge(rule: Rule, { path, base }: RuledFile): Finding {
  const message = `The rule ${rule.id} was not applied: the file is larger than ${MAX_TEXT / 1024} Ki characters.`
  return unseen(rule, { path, message, preexisting: (base?.length ?? 0) > MAX_TEXT })
}
