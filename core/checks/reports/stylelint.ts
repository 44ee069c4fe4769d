import { z } from 'zod'
import type { Format } from '../format.ts'
import { placeAt } from '../place-at.ts'
import { readJson } from './read-json.ts'

const schema = z.array(
  z.object({
    source: z.string().nullish(),
    warnings: z.array(
      z.object({
        line: z.number().nullish(),
        column: z.number().nullish(),
        endLine: z.number().nullish(),
        endColumn: z.number().nullish(),
        rule: z.string().nullish(),
        severity: z.string(),
        text: z.string(),
        url: z.string().nullish(),
      }),
    ),
  }),
)

/** `stylelint -f json`. https://stylelint.io/user-guide/options/#formatter */
export const stylelint: Format = {
  name: 'stylelint',
  structured: true,
  sniff: (text) => /"invalidOptionWarnings"\s*:\s*\[/.test(text),
  parse(text, repo) {
    const json = readJson(text, { schema, what: "Stylelint's JSON" })
    if (json.kind === 'broken') return json
    const drafts = json.value.flatMap(({ source, warnings }) =>
      warnings.map(({ rule, severity, text: said, url, ...at }) => ({
        id: rule ?? '',
        level: severity === 'warning' ? ('warn' as const) : ('error' as const),
        place: source == null ? null : placeAt(repo, source, at),
        message: rule != null && said.endsWith(` (${rule})`) ? said.slice(0, -rule.length - 3) : said,
        source: url == null ? undefined : [url],
      })),
    )
    return { kind: 'drafts', drafts }
  },
}
