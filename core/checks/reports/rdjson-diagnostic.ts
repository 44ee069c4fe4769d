import { z } from 'zod'
import type { Level } from '../../rules/finding.ts'
import { toUtf16 } from '../columns.ts'
import { type Draft, type Repo, toRange } from '../format.ts'
import { type Change, mend } from '../mend.ts'
import { createTexts, lineOf, type SourceText } from '../source-texts.ts'

const positionSchema = z.object({ line: z.number().nullish(), column: z.number().nullish() })
const rangeSchema = z.object({ start: positionSchema.nullish(), end: positionSchema.nullish() })
const locationSchema = z.object({ path: z.string(), range: rangeSchema.nullish() })
const severitySchema = z.union([z.string(), z.number()]).nullish()

export const diagnosticSchema = z.object({
  message: z.string(),
  location: locationSchema.nullish(),
  severity: severitySchema,
  code: z.object({ value: z.string().nullish(), url: z.string().nullish() }).nullish(),
  suggestions: z.array(z.object({ range: rangeSchema, text: z.string().nullish() })).nullish(),
  related_locations: z
    .array(z.object({ message: z.string().nullish(), location: locationSchema.nullish() }))
    .nullish(),
})
export type Diagnostic = z.infer<typeof diagnosticSchema>
export type Severity = z.infer<typeof severitySchema>
type RdRange = z.infer<typeof rangeSchema>

const LEVELS: Record<string, Level> = {
  ERROR: 'error',
  '1': 'error',
  WARNING: 'warn',
  '2': 'warn',
  INFO: 'info',
  '3': 'info',
}
const MOST_RELATED = 5

/**
 * Diagnostics of reviewdog's format as remarks. Columns count UTF-8 bytes; several suggestions are alternatives to
 * some tools and parts of one change to others, so only a single one is taken.
 * https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto
 */
export function diagnosticDrafts(
  diagnostics: readonly Diagnostic[],
  { repo, severity }: { repo: Repo; severity: Severity },
): Draft[] {
  const texts = createTexts(repo)
  return diagnostics.map((diagnostic) => {
    const { message, location, code, suggestions } = diagnostic
    const path = location == null ? null : repo.resolve(location.path)
    const source = path === null ? null : texts(path)
    const draft: Draft = {
      id: code?.value ?? '',
      level: LEVELS[String(diagnostic.severity ?? severity ?? '').toUpperCase()] ?? 'error',
      place:
        location == null
          ? null
          : path === null
            ? 'outside'
            : { path, range: toPlace(location.range, source) },
      message: [message.trim() || 'A remark without a message.', ...related(diagnostic, repo)].join('\n'),
      source: code?.url ? [code.url] : undefined,
    }
    const [suggestion] = suggestions ?? []
    const change = suggestions?.length === 1 ? toChange(suggestion!.range, suggestion!.text ?? '') : null
    return change === null ? draft : mend(draft, { changes: [change], source, unit: 'bytes' })
  })
}

function toPlace(range: RdRange | null | undefined, source: SourceText | null) {
  const { start, end } = range ?? {}
  return toRange({
    line: start?.line,
    column: column(start, source),
    endLine: end?.line,
    endColumn: column(end, source),
  })
}

function column(at: z.infer<typeof positionSchema> | null | undefined, source: SourceText | null) {
  if (!at?.line || !at.column) return null
  const line = source === null ? null : lineOf(source, at.line)
  return line === null ? at.column : (toUtf16(line, at.column, 'bytes') ?? at.column)
}

/** A zero is what protocol buffers write for a field that is not there. */
function toChange({ start, end }: RdRange, text: string): Change | null {
  if (!start?.line) return null
  return {
    line: start.line,
    column: start.column || null,
    endLine: end?.line || start.line,
    endColumn: end == null ? start.column || null : end.column || null,
    text,
  }
}

function related({ related_locations: locations }: Diagnostic, repo: Repo): string[] {
  return (locations ?? []).slice(0, MOST_RELATED).flatMap(({ message, location }) => {
    if (!message || location == null) return []
    const line = location.range?.start?.line
    return [`note: ${message} (${repo.resolve(location.path) ?? location.path}${line ? `:${line}` : ''})`]
  })
}
