import { z } from 'zod'
import type { Level } from '../../rules/finding.ts'
import { toUtf16 } from '../columns.ts'
import { type Draft, type Format, type Place, type Repo, toRange } from '../format.ts'
import { mend } from '../mend.ts'
import { createTexts, lineOf, type SourceText } from '../source-texts.ts'
import { jsonLines, noLines } from './json-lines.ts'

const spanSchema = z.object({
  file_name: z.string(),
  line_start: z.number(),
  line_end: z.number(),
  column_start: z.number(),
  column_end: z.number(),
  is_primary: z.boolean(),
  label: z.string().nullish(),
  suggested_replacement: z.string().nullish(),
  suggestion_applicability: z.string().nullish(),
})
const partSchema = z.object({ message: z.string(), level: z.string(), spans: z.array(spanSchema) })
const diagnosticSchema = partSchema.extend({
  code: z.object({ code: z.string() }).nullish(),
  children: z.array(partSchema),
})
/** Cargo wraps what rustc writes. */
const schema = z.union([
  z.object({ manifest_path: z.string().nullish(), message: diagnosticSchema }),
  diagnosticSchema.transform((message) => ({ manifest_path: null, message })),
])
type Diagnostic = z.infer<typeof diagnosticSchema>
type Span = z.infer<typeof spanSchema>

const LEVELS: Record<string, Level> = { warning: 'warn', note: 'info', help: 'info', 'failure-note': 'info' }

/** `cargo build --message-format=json`, Clippy's too, and `rustc --error-format=json`. https://doc.rust-lang.org/rustc/json.html */
export const cargoJson: Format = {
  name: 'cargo-json',
  structured: true,
  sniff: (text) => /"\$message_type":"diagnostic"|"reason":"(?:compiler-message|build-finished)"/.test(text),
  parse(text, repo) {
    const lines = jsonLines(text, schema)
    if (lines.length === 0 && !/"reason":"/.test(text) && text.trim() !== '')
      return noLines(text, { schema, what: "Cargo's JSON" })
    const texts = createTexts(repo)
    const drafts = lines
      // "aborting due to 2 errors" and where to read more: about other lines.
      .filter(({ message }) => message.spans.length > 0 || (message.level === 'error' && !isSummary(message)))
      .map(({ message, manifest_path: manifest }) => {
        const resolve = (written: string) => resolveIn(repo, { manifest: manifest ?? null, written })
        return toDraft(message, { resolve, texts })
      })
    return { kind: 'drafts', drafts }
  },
}

function toDraft(
  diagnostic: Diagnostic,
  { resolve, texts }: { resolve: Repo['resolve']; texts: (path: string) => SourceText | null },
): Draft {
  const { spans, children, code } = diagnostic
  const primary = spans.find((span) => span.is_primary) ?? spans[0]
  const path = primary === undefined ? null : resolve(primary.file_name)
  const source = path === null ? null : texts(path)
  const place: Place =
    primary === undefined ? null : path === null ? 'outside' : { path, range: rangeOf(primary, source) }
  const notes = children.filter(
    ({ level, message, spans: at }) => level === 'note' && at.length === 0 && !isAboutLevel(message),
  )
  const help = children.filter(({ level }) => level === 'help')
  const link = help
    .map(({ message }) => /^for further information visit (https:\S+)$/.exec(message)?.[1])
    .find(Boolean)
  const advice = help.filter(({ message }) => !message.startsWith('for further information'))
  const draft: Draft = {
    id: code?.code ?? '',
    level: LEVELS[diagnostic.level] ?? 'error',
    place,
    message: [
      primary?.label ? `${diagnostic.message}: ${primary.label}` : diagnostic.message,
      ...notes.map(({ message }) => `note: ${message}`),
    ].join('\n'),
    fix: advice.map(({ message }) => message).join('\n') || undefined,
    source: link === undefined ? undefined : [link],
  }
  const sure = advice.find(({ spans: at }) => at.length > 0 && at.every(isSure))
  if (sure === undefined || sure.spans.some(({ file_name }) => resolve(file_name) !== path)) return draft
  const changes = sure.spans.map((span) => ({
    line: span.line_start,
    column: span.column_start,
    endLine: span.line_end,
    endColumn: span.column_end,
    text: span.suggested_replacement ?? '',
  }))
  return mend(draft, { changes, source, unit: 'code points' })
}

function isSure({ suggested_replacement: text, suggestion_applicability: how }: Span): boolean {
  return text != null && how === 'MachineApplicable'
}

function rangeOf(span: Span, source: SourceText | null) {
  const column = (line: number, at: number) => {
    const text = source === null ? null : lineOf(source, line)
    return text === null ? at : toUtf16(text, at, 'code points')
  }
  return toRange({
    line: span.line_start,
    column: column(span.line_start, span.column_start),
    endLine: span.line_end,
    endColumn: column(span.line_end, span.column_end),
  })
}

/** Paths are relative to the workspace's root: the package's folder, or one above it. */
function resolveIn(
  repo: Repo,
  { manifest, written }: { manifest: string | null; written: string },
): string | null {
  if (manifest === null || /^[/\\]|^[A-Za-z]:/.test(written)) return repo.resolve(written)
  return repo.resolve(`${manifest.replace(/[^/\\]*$/, '')}${written}`) ?? repo.resolve(written)
}

function isSummary({ message }: Diagnostic): boolean {
  return /^aborting due to |^could not compile /.test(message)
}

/** Why a lint is on says nothing about the code. */
function isAboutLevel(message: string): boolean {
  return /^`#\[\w|^requested on the command line/.test(message)
}
