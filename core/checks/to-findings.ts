import { plainText } from '../clean/plain-text.ts'
import type { Check } from '../harness/harness.ts'
import type { Finding, Level } from '../rules/finding.ts'
import { fingerprint } from '../rules/fingerprint.ts'
import { cut } from './cut.ts'
import { type Draft, isPlaced, type Placed, type Repo } from './format.ts'

/**
 * Of one check; the rest is counted in one last finding. As many as a report may hold: what was there before is known by
 * its fingerprint, so a remark that is left out on the base would look new once another one is mended.
 */
export const MOST_FINDINGS = 5_000
const LONGEST_MESSAGE = 4_000
/** Of a line that goes into a fingerprint: minified files have one of a megabyte. */
const LONGEST_LINE = 500
const WORST: Record<Level, number> = { error: 0, warn: 1, info: 2 }

/**
 * Remarks as findings: once each, lengths bounded, the worst first when there are too many, with fingerprints from the
 * text of their lines. `most`: levels above it are lowered to it.
 */
export function toFindings(
  drafts: readonly Draft[],
  { check, repo, most }: { check: Check; repo: Repo; most: Level },
): Finding[] {
  const placed = unique(drafts.filter(isPlaced)).map((draft) => ({
    ...draft,
    level: lower(draft.level, most),
  }))
  const kept =
    placed.length <= MOST_FINDINGS
      ? placed
      : placed.toSorted((a, b) => WORST[a.level] - WORST[b.level]).slice(0, MOST_FINDINGS)
  const lineOf = createLines(repo)
  const seen = new Map<string, number>()
  const findings = kept.map((draft): Finding => {
    const { path, range } = draft.place
    const rule = ruleName(check, draft.id)
    const { line, count } = lineOf(path, range?.startLine ?? null)
    const key = JSON.stringify([rule, path, line])
    const nth = seen.get(key) ?? 0
    seen.set(key, nth + 1)
    const fix = draft.fix?.trim() || (check.fix === undefined ? undefined : `Run \`${check.fix}\`.`)
    return {
      rule,
      level: draft.level,
      path,
      range: range === null ? null : within(range, count),
      message: cut(plainText(draft.message).trim() || rule, LONGEST_MESSAGE),
      ...(fix !== undefined && { fix: cut(plainText(fix), LONGEST_MESSAGE) }),
      ...(draft.replacement !== undefined &&
        draft.replacement.length <= 16_384 && { replacement: draft.replacement }),
      ...(draft.why && { why: cut(plainText(draft.why), LONGEST_MESSAGE) }),
      ...(draft.source && { source: draft.source.filter((url) => url.length <= 2_048).slice(0, 20) }),
      fingerprint: fingerprint({ rule, path, line, nth }),
      preexisting: false,
    }
  })
  const rest = placed.length - kept.length
  if (rest === 0) return findings
  const level = placed.some((draft) => draft.level === 'error') ? lower('error', most) : 'warn'
  return [
    ...findings,
    general(check, {
      level,
      message: `${rest} more remarks of \`${check.name}\` are not shown.`,
      about: 'rest',
    }),
  ]
}

/** A finding about the check as a whole. `about` tells it from others of the check on two runs. */
export function general(
  check: Check,
  { level, message, about }: { level: Level; message: string; about: string },
): Finding {
  return {
    rule: ruleName(check, ''),
    level: lower(level, check.required ? 'error' : 'warn'),
    path: null,
    range: null,
    message: cut(message, 16_384),
    ...(check.fix !== undefined && { fix: cut(`Run \`${check.fix}\`.`, LONGEST_MESSAGE) }),
    fingerprint: fingerprint({ rule: ruleName(check, ''), path: null, line: about.slice(0, 20_000), nth: 0 }),
    preexisting: false,
  }
}

export function lower(level: Level, most: Level): Level {
  return WORST[level] < WORST[most] ? most : level
}

function ruleName({ name }: Check, id: string): string {
  return cut(id === '' ? name : `${name}/${id.replace(/\s+/g, ' ')}`, 200)
}

function unique(drafts: Placed[]): Placed[] {
  const seen = new Set<string>()
  return drafts.filter(({ id, place, message }) => {
    const key = JSON.stringify([id, place.path, place.range?.startLine, place.range?.startColumn, message])
    return !seen.has(key) && seen.add(key)
  })
}

/** A report can be older than the file: a place behind its end stands at its last line. */
function within(range: NonNullable<Finding['range']>, count: number | null): NonNullable<Finding['range']> {
  if (count === null || range.endLine <= count) return range
  return { startLine: Math.min(range.startLine, count), endLine: count }
}

function createLines(repo: Repo) {
  const files = new Map<string, string[] | null>()
  return (path: string, line: number | null): { line: string; count: number | null } => {
    if (!files.has(path)) files.set(path, repo.read(path)?.split('\n') ?? null)
    const lines = files.get(path) ?? null
    if (lines === null) return { line: '', count: null }
    // What stands behind the last line break is no line.
    const count = Math.max(1, lines.at(-1) === '' ? lines.length - 1 : lines.length)
    return {
      line: line === null ? '' : (lines[Math.min(line, count) - 1] ?? '').slice(0, LONGEST_LINE),
      count,
    }
  }
}
