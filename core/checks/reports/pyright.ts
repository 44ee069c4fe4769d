import { z } from 'zod'
import type { Level } from '../../rules/finding.ts'
import type { Format } from '../format.ts'
import { placeAt } from '../place-at.ts'
import { fromZero } from './lsp.ts'
import { readJson } from './read-json.ts'

const positionSchema = z.object({ line: z.number(), character: z.number() })
const schema = z.object({
  generalDiagnostics: z.array(
    z.object({
      file: z.string(),
      severity: z.string(),
      message: z.string(),
      range: z.object({ start: positionSchema, end: positionSchema }).nullish(),
      rule: z.string().nullish(),
    }),
  ),
})
const LEVELS: Record<string, Level> = { error: 'error', warning: 'warn', information: 'info' }

/** `pyright --outputjson`: positions as a language server counts them. https://microsoft.github.io/pyright/#/command-line?id=json-output */
export const pyright: Format = {
  name: 'pyright',
  structured: true,
  sniff: (text) => /"generalDiagnostics"\s*:\s*\[/.test(text),
  parse(text, repo) {
    const json = readJson(text, { schema, what: "Pyright's JSON" })
    if (json.kind === 'broken') return json
    const drafts = json.value.generalDiagnostics.map(({ file, severity, message, range, rule }) => ({
      id: rule ?? '',
      level: LEVELS[severity] ?? 'error',
      place: placeAt(repo, file, range == null ? {} : fromZero(range)),
      message,
    }))
    return { kind: 'drafts', drafts }
  },
}
