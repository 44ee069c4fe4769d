import { z } from 'zod'
import type { Level } from '../../rules/finding.ts'
import type { Format } from '../format.ts'
import { placeAt } from '../place-at.ts'
import { readJson } from './read-json.ts'

const positionSchema = z.object({ line: z.number(), column: z.number() })
const schema = z.object({
  diagnostics: z.array(
    z.object({
      severity: z.string(),
      message: z.string(),
      category: z.string().nullish(),
      location: z
        .object({
          path: z.union([z.string(), z.object({ file: z.string() })]).nullish(),
          start: positionSchema.nullish(),
          end: positionSchema.nullish(),
        })
        .nullish(),
      advices: z.array(z.object({ text: z.string().nullish() })).nullish(),
    }),
  ),
})
const LEVELS: Record<string, Level> = { fatal: 'error', error: 'error', warning: 'warn' }

/** `biome check --reporter=json`. https://biomejs.dev/reference/reporters/#json */
export const biome: Format = {
  name: 'biome',
  structured: true,
  sniff: (text) => /"diagnostics"\s*:\s*\[/.test(text) && /"advices"\s*:\s*\[/.test(text),
  parse(text, repo) {
    const json = readJson(text, { schema, what: "Biome's JSON" })
    if (json.kind === 'broken') return json
    const drafts = json.value.diagnostics.map(({ severity, message, category, location, advices }) => {
      const { path, start, end } = location ?? {}
      const written = typeof path === 'object' ? (path?.file ?? '') : (path ?? '')
      return {
        id: category ?? '',
        level: LEVELS[severity] ?? ('info' as const),
        place:
          written === ''
            ? null
            : placeAt(repo, written, {
                ...(start != null && start.line > 0 && start),
                endLine: end?.line,
                endColumn: end?.column,
              }),
        message,
        fix: advices
          ?.find(({ text: advice }) => advice != null && /^(?:Safe|Unsafe) fix: /.test(advice))
          ?.text?.replace(/^\w+ fix: /, ''),
      }
    })
    return { kind: 'drafts', drafts }
  },
}
