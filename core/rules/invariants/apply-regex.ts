import type { Invariant, InvariantOf } from '../../harness/harness.ts'
import { compileRegex } from '../compile-regex.ts'
import { findMatches, MAX_MATCHES, type Match, type Matches, type Work } from '../find-matches.ts'
import type { Finding } from '../finding.ts'
import { type FingerprintParts, fingerprint, fingerprintKey } from '../fingerprint.ts'
import { matchGlobs } from '../globs.ts'
import { quote } from '../quote.ts'
import { replaceLines } from '../replace-lines.ts'
import type { RuledFile } from '../rule-input.ts'
import { lineTextAt, rangeOf, type TextLines, toTextLines } from '../text-lines.ts'

/** UTF-16 units of one file; what is larger was not written by hand. */
const MAX_TEXT = 512 * 1024

/** Applies the rules written as patterns. What is too large or too costly to look at is a finding of its own. */
export function applyRegex(invariants: Invariant[], files: RuledFile[], work: Work): Finding[] {
  const read = files.map(readLines)
  const rules = invariants.filter((rule) => rule.engine === 'regex')
  return rules.flatMap((rule) => {
    const covered = read.filter(({ path }) => rule.paths.length === 0 || matchGlobs(rule.paths, path))
    return covered.length === 0 ? [] : applyRule(rule, covered, work)
  })
}

/** Lines are found once for all rules; null for a file too large to look at. */
type ReadFile = RuledFile & { lines: TextLines | null }

function readLines(file: RuledFile): ReadFile {
  return { ...file, lines: file.content.length > MAX_TEXT ? null : toTextLines(file.content) }
}

function applyRule(rule: InvariantOf<'regex'>, files: ReadFile[], work: Work): Finding[] {
  const compiled = compileRegex(rule.regex, rule.flags)
  // The harness was parsed by the same function, so this is our mistake and must not pass for "nothing found".
  if (compiled.kind === 'refused') throw new Error(`rule ${rule.id} ${compiled.message}`)
  const { regex } = compiled
  return files.flatMap((file) => {
    if (file.lines === null) return [tooLarge(rule, file)]
    const after = search(file.lines)
    if (after.matches.length === 0 && after.ended === 'whole') return []
    const before = file.base === null || file.base.length > MAX_TEXT ? null : search(toTextLines(file.base))
    const known = new Set(before ? identify(rule, file.path, before).map(fingerprintKey) : [])
    const names = identify(rule, file.path, after)
    const findings = after.matches.map((match, index) => ({
      ...describe(rule, file.path, after, match),
      fingerprint: fingerprint(names[index]!),
      preexisting: known.has(fingerprintKey(names[index]!)),
    }))
    return after.ended === 'whole' ? findings : [...findings, cutShort(rule, file.path, { after, before })]
  })

  function search(lines: TextLines): Searched {
    return { lines, ...findMatches(regex, lines, work) }
  }
}

type Searched = Matches & { lines: TextLines }

function describe(rule: InvariantOf<'regex'>, path: string, { lines, matches }: Searched, match: Match) {
  const range = rangeOf(lines, match.start, match.end)
  const replacement =
    rule.replace === undefined ? null : replaceLines(lines, range, { matches, replace: rule.replace })
  return {
    ...wordsOf(rule),
    path,
    range,
    message: `${quote(match.groups[0].trim())} breaks the rule ${rule.id}.`,
    ...(replacement === null ? {} : { replacement }),
  }
}

/** What each match is told apart by: the text of its line, and which of several on such lines it is. */
function identify(
  rule: InvariantOf<'regex'>,
  path: string,
  { lines, matches }: Searched,
): FingerprintParts[] {
  const counts = new Map<string, number>()
  return matches.map(({ start }) => {
    const line = lineTextAt(lines, start)
    const key = fingerprintKey({ rule: rule.id, path, line, nth: 0 })
    const nth = counts.get(key) ?? 0
    counts.set(key, nth + 1)
    return { rule: rule.id, path, line, nth }
  })
}

function tooLarge(rule: InvariantOf<'regex'>, { path, base }: RuledFile): Finding {
  const message = `The rule ${rule.id} was not applied: the file is larger than ${MAX_TEXT / 1024} Ki characters.`
  return unseen(rule, { path, message, preexisting: (base?.length ?? 0) > MAX_TEXT })
}

function cutShort(
  rule: InvariantOf<'regex'>,
  path: string,
  { after, before }: { after: Searched; before: Searched | null },
): Finding {
  const message =
    after.ended === 'many'
      ? `The rule ${rule.id} matches more than ${MAX_MATCHES} times here; only the first are shown.`
      : `The rule ${rule.id} was not applied to the whole file: together, the rules and the changed files are too much to look at.`
  return unseen(rule, { path, message, preexisting: after.ended === 'many' && before?.ended === 'many' })
}

/** What was not looked at counts like a finding of its rule: an unseen error blocks. */
function unseen(
  rule: InvariantOf<'regex'>,
  { path, message, preexisting }: { path: string; message: string; preexisting: boolean },
): Finding {
  const name = fingerprint({ rule: rule.id, path, line: message, nth: 0 })
  const fix = 'Split the file or the change, or narrow `paths` of the rule.'
  return { rule: rule.id, level: rule.level, path, range: null, message, fix, fingerprint: name, preexisting }
}

function wordsOf({ id, level, why, fix, source }: InvariantOf<'regex'>) {
  return {
    rule: id,
    level,
    ...(why === undefined ? {} : { why }),
    ...(fix === undefined ? {} : { fix }),
    ...(source.length === 0 ? {} : { source }),
  }
}
