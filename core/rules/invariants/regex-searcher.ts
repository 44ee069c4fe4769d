import type { InvariantOf } from '../../harness/harness.ts'
import { compileRegex } from '../compile-regex.ts'
import { findMatches } from '../find-matches.ts'
import { replaceLines } from '../replace-lines.ts'
import type { Work } from '../work.ts'
import { holdsFor } from './holds-for.ts'
import { endOf, type Searcher } from './searcher.ts'

/** A rule written as a pattern of RE2. */
export function regexSearcher(rule: InvariantOf<'regex'>, work: Work): Searcher {
  const compiled = compileRegex(rule.regex, rule.flags)
  // The harness was parsed by the same function, so this is our mistake and must not pass for "nothing found".
  if (compiled.kind === 'refused') throw new Error(`rule ${rule.id} ${compiled.message}`)
  const { regex } = compiled
  const { replace } = rule
  return {
    rule,
    covers: (path) => holdsFor(rule.paths, path),
    search: (_, lines) => {
      const { matches, ended } = findMatches(regex, lines, work)
      return { matches, ...endOf(rule.id, ended) }
    },
    replace: (lines, range, matches) =>
      replace === undefined
        ? null
        : replaceLines(lines, range, { matches: matches.flatMap(withGroups), replace }),
  }
}

type Match = Parameters<Searcher['replace']>[2][number]

function withGroups({ start, end, groups }: Match) {
  return groups === undefined ? [] : [{ start, end, groups }]
}
