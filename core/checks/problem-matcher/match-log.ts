import type { Level } from '../../rules/finding.ts'
import { statesBuilt } from '../../rules/regex-engine.ts'
import type { Draft, Repo } from '../format.ts'
import { placeAt } from '../place-at.ts'
import type { Field, Matcher, Pattern } from './matcher.ts'

type Values = Partial<Record<Field, string>>

const LONGEST_LINE = 2_000
/** Steps of one instruction on one character, some 12 ns each: about a second for the worst patterns on the worst log. */
const MAX_WORK = 100_000_000
/** An automaton with more states than this may build a new one at each character. */
const MAX_STATES = 1_000
const LEVELS: Record<string, Level> = { warning: 'warn', notice: 'info', note: 'info', info: 'info' }

/**
 * The lines of a log that matchers recognise. As in a runner, the first matcher that is through with its patterns has
 * the line, and all others start again. `stoppedAt`: the line before which matching became too much work, 1-based.
 */
export function matchLog(
  text: string,
  { matchers, repo }: { matchers: readonly Matcher[]; repo: Repo },
): { drafts: Draft[]; stoppedAt: number | null } {
  const drafts: Draft[] = []
  const running = matchers.map((matcher) => ({ matcher, states: states(matcher) }))
  const work = { left: MAX_WORK }
  let number = 0
  for (const line of text.split('\n')) {
    number++
    if (work.left <= 0) return { drafts, stoppedAt: number }
    if (line.length > LONGEST_LINE) continue
    for (const one of running) {
      const values = step(one, { line, work })
      if (values === null) continue
      for (const other of running) if (other !== one) other.states = states(other.matcher)
      const draft = toDraft(values, { severity: one.matcher.severity, repo })
      if (draft !== null) drafts.push(draft)
      break
    }
  }
  return { drafts, stoppedAt: null }
}

/** What each pattern but the last has matched, together with those before it. */
function states({ patterns }: Matcher): (Values | null)[] {
  return patterns.slice(1).map(() => null)
}

/** From the last pattern to the first, so that one line moves a matcher by one pattern only. */
function step(
  one: { matcher: Matcher; states: (Values | null)[] },
  { line, work }: { line: string; work: { left: number } },
): Values | null {
  const { patterns } = one.matcher
  const last = patterns.length - 1
  for (let index = last; index >= 0; index--) {
    const before: Values | null = index === 0 ? {} : (one.states[index - 1] ?? null)
    if (before === null) continue
    const found = match(patterns[index]!, { line, work })
    if (index < last) one.states[index] = found === null ? null : { ...found, ...before }
    else if (found !== null) {
      one.states = states(one.matcher)
      if (patterns[last]!.loop) one.states[last - 1] = before
      return { ...found, ...before }
    } else if (last > 0) one.states[last - 1] = null
  }
  return null
}

function match(
  { regex, groups }: Pattern,
  { line, work }: { line: string; work: { left: number } },
): Values | null {
  const cost = (line.length + 10) * regex.programSize()
  work.left -= statesBuilt(regex) <= MAX_STATES ? line.length + 10 : cost
  if (!regex.test(line)) return null
  work.left -= cost
  const matcher = regex.matcher(line)
  if (!matcher.find()) return null
  return Object.fromEntries(groups.map(([field, at]) => [field, matcher.group(at) ?? '']))
}

/** A match that says nothing is none, as in a runner. */
function toDraft(
  { file, fromPath, line, column, severity, code, message }: Values,
  { severity: usual, repo }: { severity: string; repo: Repo },
): Draft | null {
  if (message === undefined || message.trim() === '') return null
  const folder = fromPath === undefined ? '' : fromPath.replace(/[^/\\]*$/, '')
  const written = file === undefined || file === '' ? null : file
  const place =
    written === null
      ? null
      : placeAt(repo, `${folder}${written}`, { line: number(line), column: number(column) })
  return {
    id: code?.trim() ?? '',
    level: LEVELS[(severity || usual).toLowerCase()] ?? 'error',
    place:
      place === 'outside' && folder !== ''
        ? placeAt(repo, written!, { line: number(line), column: number(column) })
        : place,
    message: message.trim(),
  }
}

function number(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : null
}
