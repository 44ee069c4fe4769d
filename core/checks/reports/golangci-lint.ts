import { z } from 'zod'
import type { Level } from '../../rules/finding.ts'
import type { Draft, Format } from '../format.ts'
import { mend } from '../mend.ts'
import { placeAt } from '../place-at.ts'
import { createTexts } from '../source-texts.ts'
import { readJson } from './read-json.ts'

const issueSchema = z.object({
  FromLinter: z.string(),
  Text: z.string(),
  Severity: z.string().nullish(),
  Pos: z.object({ Filename: z.string(), Line: z.number(), Column: z.number().nullish() }),
  LineRange: z.object({ From: z.number(), To: z.number() }).nullish(),
  Replacement: z.object({ NewLines: z.array(z.string()).nullish() }).nullish(),
})
const schema = z.object({
  Issues: z.array(issueSchema).nullable(),
  Report: z.object({ Error: z.string().nullish() }).nullish(),
})
const LEVELS: Record<string, Level> = { warning: 'warn', warn: 'warn', info: 'info', low: 'info' }

/** `golangci-lint run --output.json.path=stdout` (version 1: `--out-format json`). https://golangci-lint.run/docs/configuration/file/#output-configuration */
export const golangciLint: Format = {
  name: 'golangci-lint',
  structured: true,
  sniff: (text) =>
    /"Issues"\s*:\s*(?:\[|null)/.test(text) && /"(?:FromLinter|Report|Linters)"\s*:/.test(text),
  parse(text, repo) {
    const json = readJson(text, { schema, what: "golangci-lint's JSON" })
    if (json.kind === 'broken') return json
    const texts = createTexts(repo)
    const drafts = (json.value.Issues ?? []).map((issue): Draft => {
      const { Pos: at, LineRange: lines, Replacement: replacement } = issue
      const place = placeAt(repo, at.Filename, { line: at.Line, column: at.Column || null })
      const draft: Draft = {
        id: issue.FromLinter,
        level: LEVELS[issue.Severity?.toLowerCase() ?? ''] ?? 'error',
        place,
        message: issue.Text,
      }
      if (place === null || place === 'outside' || replacement?.NewLines == null) return draft
      const change = {
        line: lines?.From ?? at.Line,
        column: null,
        endLine: lines?.To ?? at.Line,
        endColumn: null,
        text: replacement.NewLines.join('\n'),
      }
      return mend(draft, { changes: [change], source: texts(place.path) })
    })
    const error = json.value.Report?.Error
    if (error) drafts.push({ id: '', level: 'error', place: null, message: error })
    return { kind: 'drafts', drafts }
  },
}
