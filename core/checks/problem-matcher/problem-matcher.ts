import type { Format, Parsed, Repo } from '../format.ts'
import { github } from '../reports/github.ts'
import { matchLog } from './match-log.ts'
import { type Matcher, parseMatchers } from './matcher.ts'

const ADDED = /^[ \t]*(?:::add-matcher::|##\[add-matcher\])[ \t]*(\S[^\n]{0,1000})$/gm
const MOST_FILES = 20

/**
 * A log that adds problem matchers of the repository itself, as actions do: `::add-matcher::.github/tsc.json`. Matchers
 * that are not tracked here belong to actions, whose tools have formats of their own.
 */
export const problemMatcher: Format = {
  name: 'problem-matcher',
  structured: false,
  sniff: (text) => /^[ \t]*(?:::add-matcher::|##\[add-matcher\])/m.test(text),
  parse(text, repo) {
    const added = [...new Set(Array.from(text.matchAll(ADDED), ([, path]) => path!.trim()))]
    if (added.length === 0)
      return {
        kind: 'broken',
        why: 'no `::add-matcher::` in it names a file of matchers; name one with `parse: problem-matcher:<file>`',
      }
    const matchers: Matcher[] = []
    for (const written of added.slice(0, MOST_FILES)) {
      const path = repo.resolve(written)
      const json = path === null ? null : repo.read(path)
      if (json === null) continue
      const parsed = parseMatchers(json)
      if (parsed.kind === 'broken') return { kind: 'broken', why: `\`${path}\`: ${parsed.why}` }
      matchers.push(...parsed.matchers)
    }
    return matched(text, { matchers, repo })
  },
}

/** A log read with the matchers of one file: what `parse: problem-matcher:<file>` means. */
export function readMatched(log: string, { matchers: json, repo }: { matchers: string; repo: Repo }): Parsed {
  const parsed = parseMatchers(json)
  return parsed.kind === 'broken' ? parsed : matched(log, { matchers: parsed.matchers, repo })
}

/** Whether a file that a check names is one of matchers, and not a report. */
export function isMatchers(text: string): boolean {
  return /^\s*\{\s*"(?:\$schema"\s*:\s*"[^"]*"\s*,\s*")?problemMatcher"\s*:\s*\[/.test(text)
}

/** Workflow commands in the log count as well: that is what a runner does. */
function matched(log: string, { matchers, repo }: { matchers: readonly Matcher[]; repo: Repo }): Parsed {
  const commands = github.sniff(log) ? github.parse(log, repo) : null
  const { drafts, stoppedAt } = matchLog(log, { matchers, repo })
  if (stoppedAt !== null)
    drafts.unshift({
      id: '',
      level: 'warn',
      place: null,
      message: `The problem matchers were given up at line ${stoppedAt} of the log: it is too long for them.`,
    })
  return { kind: 'drafts', drafts: [...(commands?.kind === 'drafts' ? commands.drafts : []), ...drafts] }
}
