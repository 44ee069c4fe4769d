import { z } from 'zod'
import type { Level } from '../../rules/finding.ts'
import type { Format } from '../format.ts'
import { placeAt } from '../place-at.ts'
import { readJson } from './read-json.ts'

const messageSchema = z.object({
  type: z.string(),
  symbol: z.string(),
  message: z.string(),
  path: z.string(),
  line: z.number(),
  column: z.number(),
  endLine: z.number().nullish(),
  endColumn: z.number().nullish(),
})
const schema = z.union([
  z.array(messageSchema),
  z.object({ messages: z.array(messageSchema) }).transform(({ messages }) => messages),
])
const LEVELS: Record<string, Level> = { warning: 'warn', refactor: 'info', convention: 'info' }

/** `pylint -f json` and `json2`; columns count from zero. https://pylint.readthedocs.io/en/stable/user_guide/usage/output.html */
export const pylint: Format = {
  name: 'pylint',
  structured: true,
  sniff: (text) => /"symbol"\s*:/.test(text) && /"message-?[iI]d"\s*:/.test(text),
  parse(text, repo) {
    const json = readJson(text, { schema, what: "Pylint's JSON" })
    if (json.kind === 'broken') return json
    const drafts = json.value.map(({ type, symbol, message, path, line, column, endLine, endColumn }) => ({
      id: symbol,
      level: LEVELS[type] ?? ('error' as const),
      place: placeAt(repo, path, {
        line,
        column: column + 1,
        endLine,
        endColumn: endColumn == null ? null : endColumn + 1,
      }),
      message,
    }))
    return { kind: 'drafts', drafts }
  },
}
