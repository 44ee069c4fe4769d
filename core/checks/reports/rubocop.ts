import { z } from 'zod'
import type { Level } from '../../rules/finding.ts'
import type { Format } from '../format.ts'
import { placeAt } from '../place-at.ts'
import { readJson } from './read-json.ts'

const schema = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      offenses: z.array(
        z.object({
          severity: z.string(),
          message: z.string(),
          cop_name: z.string(),
          corrected: z.boolean().nullish(),
          location: z.object({
            start_line: z.number().nullish(),
            start_column: z.number().nullish(),
            last_line: z.number().nullish(),
            last_column: z.number().nullish(),
            line: z.number(),
            column: z.number(),
          }),
        }),
      ),
    }),
  ),
})
export const RUBOCOP_LEVELS: Record<string, Level> = {
  info: 'info',
  refactor: 'warn',
  convention: 'warn',
  warning: 'warn',
}

/** `rubocop -f json`; the last column is part of the remark. https://docs.rubocop.org/rubocop/formatters.html#json-formatter */
export const rubocop: Format = {
  name: 'rubocop',
  structured: true,
  sniff: (text) => /"offenses"\s*:\s*\[/.test(text),
  parse(text, repo) {
    const json = readJson(text, { schema, what: "RuboCop's JSON" })
    if (json.kind === 'broken') return json
    const drafts = json.value.files.flatMap(({ path, offenses }) =>
      offenses
        .filter(({ corrected }) => corrected !== true)
        .map(({ severity, message, cop_name: id, location }) => ({
          id,
          level: RUBOCOP_LEVELS[severity] ?? ('error' as const),
          place: placeAt(repo, path, {
            line: location.start_line ?? location.line,
            column: location.start_column ?? location.column,
            endLine: location.last_line,
            endColumn: location.last_column == null ? null : location.last_column + 1,
          }),
          message: message.startsWith(`${id}: `) ? message.slice(id.length + 2) : message,
        })),
    )
    return { kind: 'drafts', drafts }
  },
}
