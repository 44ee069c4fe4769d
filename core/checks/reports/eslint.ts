import { z } from 'zod'
import { type Draft, type Format, type Parsed, type Repo, toRange } from '../format.ts'
import { toReplacement } from '../replacement.ts'
import { createTexts, type SourceText } from '../source-texts.ts'
import { embeddedJson } from './embedded-json.ts'

const messageSchema = z.object({
  ruleId: z.string().nullish(),
  severity: z.number().optional(),
  fatal: z.boolean().optional(),
  message: z.string(),
  line: z.number().nullish(),
  column: z.number().nullish(),
  endLine: z.number().nullish(),
  endColumn: z.number().nullish(),
  fix: z.object({ range: z.tuple([z.number(), z.number()]), text: z.string() }).optional(),
})
const resultsSchema = z.array(z.object({ filePath: z.string(), messages: z.array(messageSchema) }))
const withMetadataSchema = z.object({
  results: resultsSchema,
  metadata: z.object({
    rulesMeta: z
      .record(z.string(), z.object({ docs: z.object({ url: z.string().optional() }).optional() }))
      .optional(),
  }),
})
type Message = z.infer<typeof messageSchema>

/** `eslint -f json` and `-f json-with-metadata`. https://eslint.org/docs/latest/use/formatters/#json */
export const eslint: Format = {
  name: 'eslint',
  structured: true,
  sniff: (text) => /"filePath"\s*:\s*"[^"\n]*"\s*,\s*"messages"\s*:\s*\[/.test(text),
  parse(text, repo) {
    const json = embeddedJson(text)
    if (json.kind === 'broken') return json
    const plain = resultsSchema.safeParse(json.value)
    if (plain.success) return toDrafts(plain.data, { repo, docs: () => undefined })
    const rich = withMetadataSchema.safeParse(json.value)
    if (!rich.success)
      return {
        kind: 'broken',
        why: `it is not ESLint's JSON: ${z.prettifyError(plain.error).split('\n')[0]}`,
      }
    const meta = new Map(Object.entries(rich.data.metadata.rulesMeta ?? {}))
    return toDrafts(rich.data.results, { repo, docs: (rule) => meta.get(rule)?.docs?.url })
  },
}

function toDrafts(
  results: z.infer<typeof resultsSchema>,
  { repo, docs }: { repo: Repo; docs: (rule: string) => string | undefined },
): Parsed {
  const texts = createTexts(repo)
  const drafts = results.flatMap(({ filePath, messages }) => {
    const path = repo.resolve(filePath)
    const source = path !== null && messages.some(({ fix }) => fix !== undefined) ? texts(path) : null
    return messages.map((message) => toDraft(message, { path, source, url: docs(message.ruleId ?? '') }))
  })
  return { kind: 'drafts', drafts }
}

function toDraft(
  message: Message,
  { path, source, url }: { path: string | null; source: SourceText | null; url: string | undefined },
): Draft {
  const range = toRange(message)
  const draft: Draft = {
    id: message.ruleId ?? '',
    level: message.fatal === true || message.severity !== 1 ? 'error' : 'warn',
    place: path === null ? 'outside' : { path, range },
    message: message.message,
    source: url === undefined ? undefined : [url],
  }
  if (path === null || source === null || range === null || message.fix === undefined) return draft
  const { text, starts } = source
  // ESLint counts from behind a byte order mark.
  const shift = text.startsWith('\ufeff') ? 1 : 0
  const [start, end] = message.fix.range
  const edits = [{ start: start + shift, end: end + shift, text: message.fix.text }]
  const mended = toReplacement(text, { edits, range, starts })
  return mended === null
    ? draft
    : { ...draft, place: { path, range: mended.range }, replacement: mended.replacement }
}
