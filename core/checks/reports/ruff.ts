import { z } from 'zod'
import type { Level } from '../../rules/finding.ts'
import type { Draft, Format } from '../format.ts'
import { mend } from '../mend.ts'
import { placeAt } from '../place-at.ts'
import { createTexts } from '../source-texts.ts'
import { jsonLines } from './json-lines.ts'
import { readJson } from './read-json.ts'

const positionSchema = z.object({ row: z.number(), column: z.number() })
const remarkSchema = z.object({
  code: z.string().nullish(),
  filename: z.string(),
  location: positionSchema.nullish(),
  end_location: positionSchema.nullish(),
  message: z.string(),
  severity: z.string().nullish(),
  url: z.string().nullish(),
  fix: z
    .object({
      applicability: z.string().nullish(),
      message: z.string().nullish(),
      edits: z.array(
        z.object({ content: z.string(), location: positionSchema, end_location: positionSchema }),
      ),
    })
    .nullish(),
})
const LEVELS: Record<string, Level> = { warning: 'warn', info: 'info' }

/** `ruff check --output-format=json` and `json-lines`; columns count characters. Only safe fixes become suggestions. https://docs.astral.sh/ruff/settings/#output-format */
export const ruff: Format = {
  name: 'ruff',
  structured: true,
  sniff: (text) => /"end_location"\s*:\s*\{/.test(text) && /"filename"\s*:/.test(text),
  parse(text, repo) {
    const lines = jsonLines(text, remarkSchema)
    const json =
      lines.length > 0
        ? { kind: 'json' as const, value: lines }
        : readJson(text, { schema: z.array(remarkSchema), what: "Ruff's JSON" })
    if (json.kind === 'broken') return json
    const texts = createTexts(repo)
    const drafts = json.value.map((one): Draft => {
      const { location, end_location: end, fix } = one
      const place = placeAt(repo, one.filename, {
        line: location?.row,
        column: location?.column,
        endLine: end?.row,
        endColumn: end?.column,
      })
      const draft: Draft = {
        id: one.code ?? '',
        level: LEVELS[one.severity ?? ''] ?? 'error',
        place,
        message: one.message,
        fix: fix?.message ?? undefined,
        source: one.url == null ? undefined : [one.url],
      }
      if (fix == null || fix.applicability !== 'safe' || place === null || place === 'outside') return draft
      const changes = fix.edits.map(({ content, location: from, end_location: to }) => ({
        line: from.row,
        column: from.column,
        endLine: to.row,
        endColumn: to.column,
        text: content,
      }))
      return mend(draft, { changes, source: texts(place.path), unit: 'code points' })
    })
    return { kind: 'drafts', drafts }
  },
}
