import { z } from 'zod'
import type { Format } from '../format.ts'
import { jsonLines, noLines } from './json-lines.ts'
import { diagnosticDrafts, diagnosticSchema } from './rdjson-diagnostic.ts'

/** Of a line alone a place is asked for: any log in JSON lines has messages. */
const schema = diagnosticSchema.extend({ location: z.object({ path: z.string() }).loose() })

/** Reviewdog's diagnostic format, one diagnostic a line. https://github.com/reviewdog/reviewdog/tree/master/proto/rdf */
export const rdjsonl: Format = {
  name: 'rdjsonl',
  structured: true,
  sniff: (text) =>
    /^\s{0,20}\{(?=[^\n]*"message")(?=[^\n]*"location"\s*:\s*\{)[^\n]*"path"\s*:/m.test(text) &&
    jsonLines(text, schema).length > 0,
  parse(text, repo) {
    const diagnostics = jsonLines(text, diagnosticSchema)
    if (diagnostics.length === 0 && text.trim() !== '') return noLines(text, { schema, what: 'rdjsonl' })
    return { kind: 'drafts', drafts: diagnosticDrafts(diagnostics, { repo, severity: null }) }
  },
}
