import { z } from 'zod'
import type { Level } from '../../rules/finding.ts'
import type { Format } from '../format.ts'
import { placeAt } from '../place-at.ts'
import { readJson } from './read-json.ts'

const schema = z.object({
  diagnostics: z.array(
    z.object({
      message: z.string(),
      code: z.string().nullish(),
      severity: z.string(),
      url: z.string().nullish(),
      help: z.string().nullish(),
      filename: z.string().nullish(),
      labels: z.array(z.object({ span: z.object({ line: z.number(), column: z.number() }) })).nullish(),
    }),
  ),
})
const LEVELS: Record<string, Level> = { warning: 'warn', advice: 'info' }

/** `oxlint -f json`. https://oxc.rs/docs/guide/usage/linter/output-formats.html */
export const oxlint: Format = {
  name: 'oxlint',
  structured: true,
  sniff: (text) => /"diagnostics"\s*:\s*\[/.test(text) && /"labels"\s*:\s*\[/.test(text),
  parse(text, repo) {
    const json = readJson(text, { schema, what: "oxlint's JSON" })
    if (json.kind === 'broken') return json
    const drafts = json.value.diagnostics.map(({ message, code, severity, url, help, filename, labels }) => ({
      id: ruleOf(code ?? ''),
      level: LEVELS[severity] ?? ('error' as const),
      place: filename ? placeAt(repo, filename, labels?.[0]?.span ?? {}) : null,
      message,
      fix: help ?? undefined,
      source: url ? [url] : undefined,
    }))
    return { kind: 'drafts', drafts }
  },
}

/** `eslint(no-debugger)`: the rule is in parentheses behind its plugin. */
export function ruleOf(code: string): string {
  return code.replace(/^([\w@/-]{1,60})\(([\w/-]{1,100})\)$/, '$1/$2')
}
