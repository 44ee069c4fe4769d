import { z } from 'zod'
import type { Format } from '../format.ts'
import { diagnosticDrafts, diagnosticSchema } from './rdjson-diagnostic.ts'
import { readJson } from './read-json.ts'

const schema = z.object({
  diagnostics: z.array(diagnosticSchema),
  severity: z.union([z.string(), z.number()]).nullish(),
})

/** Reviewdog's diagnostic format as one document. https://github.com/reviewdog/reviewdog/tree/master/proto/rdf */
export const rdjson: Format = {
  name: 'rdjson',
  structured: true,
  sniff: (text) => /"diagnostics"\s*:\s*\[/.test(text) && /"location"\s*:\s*\{\s*"(?:path|range)"/.test(text),
  parse(text, repo) {
    const json = readJson(text, { schema, what: 'rdjson' })
    if (json.kind === 'broken') return json
    const { diagnostics, severity } = json.value
    return { kind: 'drafts', drafts: diagnosticDrafts(diagnostics, { repo, severity }) }
  },
}
