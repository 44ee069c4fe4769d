import { z } from 'zod'
import type { Level } from '../../rules/finding.ts'
import type { Draft, Format, Repo } from '../format.ts'
import { placeAt } from '../place-at.ts'
import { jsonLines } from './json-lines.ts'
import { readJson } from './read-json.ts'

const positionSchema = z.object({ line: z.number(), character: z.number() })
const rangeSchema = z.object({ start: positionSchema, end: positionSchema.nullish() })
const diagnosticSchema = z.object({
  range: rangeSchema,
  severity: z.number().nullish(),
  code: z.union([z.string(), z.number(), z.object({ value: z.union([z.string(), z.number()]) })]).nullish(),
  codeDescription: z.object({ href: z.string() }).nullish(),
  message: z.union([z.string(), z.object({ value: z.string() })]),
  relatedInformation: z
    .array(z.object({ location: z.object({ uri: z.string(), range: rangeSchema }), message: z.string() }))
    .nullish(),
})
const fileSchema = z.object({ uri: z.string(), diagnostics: z.array(diagnosticSchema) })
const noticeSchema = z.object({ params: fileSchema })
const schema = z.union([
  fileSchema.transform((file) => [file]),
  noticeSchema.transform(({ params }) => [params]),
  z.array(z.union([fileSchema, noticeSchema.transform(({ params }) => params)])),
])
type Diagnostic = z.infer<typeof diagnosticSchema>
type LspRange = z.infer<typeof rangeSchema>

const LEVELS: Record<number, Level> = { 1: 'error', 2: 'warn', 3: 'info', 4: 'info' }
const MOST_RELATED = 5

/**
 * What a language server publishes: `{uri, diagnostics}`, a list of them, the notification around them, or such
 * notifications line by line. https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#publishDiagnosticsParams
 */
export const lsp: Format = {
  name: 'lsp',
  structured: true,
  sniff: (text) => /"diagnostics"\s*:\s*\[/.test(text) && /"uri"\s*:\s*"/.test(text),
  parse(text, repo) {
    const lines = jsonLines(text, z.union([fileSchema, noticeSchema.transform(({ params }) => params)]))
    if (lines.length > 0) return { kind: 'drafts', drafts: lines.flatMap((file) => drafts(file, repo)) }
    const json = readJson(text, { schema, what: "a language server's diagnostics" })
    if (json.kind === 'broken') return json
    return { kind: 'drafts', drafts: json.value.flatMap((file) => drafts(file, repo)) }
  },
}

function drafts({ uri, diagnostics }: z.infer<typeof fileSchema>, repo: Repo): Draft[] {
  return diagnostics.map((diagnostic) => ({
    id: codeOf(diagnostic),
    level: LEVELS[diagnostic.severity ?? 1] ?? 'error',
    place: placeAt(repo, uri, fromZero(diagnostic.range)),
    message: [messageOf(diagnostic), ...related(diagnostic, repo)].join('\n'),
    source: diagnostic.codeDescription == null ? undefined : [diagnostic.codeDescription.href],
  }))
}

/** Lines and characters of the protocol count from zero; an empty range is a position. */
export function fromZero({ start, end }: LspRange) {
  return {
    line: start.line + 1,
    column: start.character + 1,
    endLine: end == null ? null : end.line + 1,
    endColumn: end == null ? null : end.character + 1,
  }
}

function codeOf({ code }: Diagnostic): string {
  return String((typeof code === 'object' ? code?.value : code) ?? '')
}

function messageOf({ message }: Diagnostic): string {
  return (typeof message === 'string' ? message : message.value).trim() || 'A remark without a message.'
}

function related({ relatedInformation }: Diagnostic, repo: Repo): string[] {
  return (relatedInformation ?? []).slice(0, MOST_RELATED).map(({ location, message }) => {
    const path = repo.resolve(location.uri) ?? location.uri
    return `note: ${message} (${path}:${location.range.start.line + 1})`
  })
}
