import { type Format, isPlaced, type Parsed, type Repo } from './format.ts'
import { FORMATS } from './formats.ts'

/** Reads a text in a format by name, or in the one that "auto" finds; `format` is null when nothing was recognised. */
export function readDrafts(
  text: string,
  { format, repo }: { format: string; repo: Repo },
): { format: Format | null; parsed: Parsed } {
  const known = FORMATS.find(({ name }) => name === format)
  return known === undefined ? detect(text, repo) : { format: known, parsed: safely(known, { text, repo }) }
}

/** "auto": the first format that finds a place in this repository; else the first that is recognised. */
function detect(text: string, repo: Repo): { format: Format | null; parsed: Parsed } {
  let second: { format: Format; parsed: Parsed } | null = null
  for (const format of FORMATS) {
    if (!format.sniff(text)) continue
    const parsed = safely(format, { text, repo })
    if (parsed.kind === 'drafts' && parsed.drafts.some(isPlaced)) return { format, parsed }
    if (parsed.kind === 'broken' || format.structured || parsed.drafts.length > 0)
      second ??= { format, parsed }
  }
  return second ?? { format: null, parsed: { kind: 'drafts', drafts: [] } }
}

/** A parser that throws has a bug, or met what nobody thought of: the check's output is unread, which is said. */
function safely(format: Format, { text, repo }: { text: string; repo: Repo }): Parsed {
  try {
    return format.parse(text, repo)
  } catch (error) {
    return {
      kind: 'broken',
      why: `the parser failed (${error instanceof Error ? error.message : String(error)})`,
    }
  }
}
