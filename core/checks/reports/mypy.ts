import { z } from 'zod'
import type { Level } from '../../rules/finding.ts'
import type { Format } from '../format.ts'
import { placeAt } from '../place-at.ts'
import { jsonLines, noLines } from './json-lines.ts'

const schema = z.object({
  file: z.string(),
  line: z.number(),
  column: z.number(),
  message: z.string(),
  hint: z.string().nullable(),
  code: z.string().nullish(),
  severity: z.string(),
})
const LEVELS: Record<string, Level> = { note: 'info' }

/** `mypy --output=json`: an object a line; columns count from zero. https://mypy.readthedocs.io/en/stable/command_line.html#cmdoption-mypy-output */
export const mypy: Format = {
  name: 'mypy',
  structured: true,
  sniff: (text) => /^\s{0,20}\{"file": [^\n]*"hint": [^\n]*"severity": /m.test(text),
  parse(text, repo) {
    const remarks = jsonLines(text, schema)
    if (remarks.length === 0 && text.trim() !== '') return noLines(text, { schema, what: "mypy's JSON" })
    const drafts = remarks.map(({ file, line, column, message, hint, code, severity }) => ({
      id: code ?? '',
      level: LEVELS[severity] ?? ('error' as const),
      place: placeAt(repo, file, line > 0 ? { line, column: column < 0 ? null : column + 1 } : {}),
      message,
      fix: hint ?? undefined,
    }))
    return { kind: 'drafts', drafts }
  },
}
