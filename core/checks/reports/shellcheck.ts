import { z } from 'zod'
import type { Level } from '../../rules/finding.ts'
import type { Draft, Format } from '../format.ts'
import { type Change, mend } from '../mend.ts'
import { placeAt } from '../place-at.ts'
import { createTexts, lineOf, type SourceText } from '../source-texts.ts'
import { readJson } from './read-json.ts'

const spanFields = { line: z.number(), endLine: z.number(), column: z.number(), endColumn: z.number() }
const commentSchema = z.object({
  ...spanFields,
  file: z.string(),
  level: z.string(),
  code: z.number(),
  message: z.string(),
  fix: z.object({ replacements: z.array(z.object({ ...spanFields, replacement: z.string() })) }).nullish(),
})
const schema = z.union([
  z.array(commentSchema),
  z.object({ comments: z.array(commentSchema) }).transform(({ comments }) => comments),
])
export const SHELLCHECK_LEVELS: Record<string, Level> = { warning: 'warn', info: 'info', style: 'info' }

/** `shellcheck -f json` and `json1`. https://www.shellcheck.net/wiki/Integration */
export const shellcheck: Format = {
  name: 'shellcheck',
  structured: true,
  sniff: (text) => /"level"\s*:\s*"(?:error|warning|info|style)"\s*,\s*"code"\s*:\s*\d/.test(text),
  parse(text, repo) {
    const json = readJson(text, { schema, what: "ShellCheck's JSON" })
    if (json.kind === 'broken') return json
    const texts = createTexts(repo)
    const drafts = json.value.map(({ file, level, code, message, fix, ...span }): Draft => {
      const place = placeAt(repo, file, span)
      const draft: Draft = {
        id: `SC${code}`,
        level: SHELLCHECK_LEVELS[level] ?? 'error',
        place,
        message,
        source: [`https://www.shellcheck.net/wiki/SC${code}`],
      }
      if (fix == null || place === null || place === 'outside') return draft
      const source = texts(place.path)
      const changes = fix.replacements.map(({ replacement, ...at }) => ({ ...at, text: replacement }))
      return source === null || hasTab(changes, source)
        ? draft
        : mend(draft, { changes, source, unit: 'code points' })
    })
    return { kind: 'drafts', drafts }
  },
}

/** The older "json" counts a tab as up to eight columns. */
function hasTab(changes: Change[], source: SourceText): boolean {
  return changes.some((change) =>
    [change.line, change.endLine].some((line) => lineOf(source, line)?.includes('\t') === true),
  )
}
