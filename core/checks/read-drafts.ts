import { type Draft, type Format, isPlaced, type Parsed, type Placed, type Repo } from './format.ts'
import { FORMATS } from './formats.ts'
import { generic } from './matchers/generic.ts'

/** Reads a text in a format by name, or in the one that "auto" finds; `format` is null when nothing was recognised. */
export function readDrafts(
  text: string,
  { format, repo }: { format: string; repo: Repo },
): { format: Format | null; parsed: Parsed } {
  const known = FORMATS.find(({ name }) => name === format)
  return known === undefined ? detect(text, repo) : { format: known, parsed: safely(known, { text, repo }) }
}

/**
 * "auto": the first format that finds a place in this repository; else the first that is recognised. A log of several
 * tools, one after the other, is read for each of them.
 */
function detect(text: string, repo: Repo): { format: Format | null; parsed: Parsed } {
  let second: { format: Format; parsed: Parsed } | null = null
  for (const format of FORMATS) {
    if (!format.sniff(text)) continue
    const parsed = safely(format, { text, repo })
    if (parsed.kind === 'drafts' && parsed.drafts.some(isPlaced))
      return format.structured
        ? { format, parsed }
        : { format, parsed: withOthers(parsed.drafts, { format, text, repo }) }
    if (parsed.kind === 'broken' || format.structured || parsed.drafts.length > 0)
      second ??= { format, parsed }
  }
  return second ?? { format: null, parsed: { kind: 'drafts', drafts: [] } }
}

/** What later matchers find on lines of which nothing was told yet: several read what one tool writes. */
function withOthers(
  first: readonly Draft[],
  { format, text, repo }: { format: Format; text: string; repo: Repo },
): Parsed {
  const drafts = [...first]
  for (const other of FORMATS.slice(FORMATS.indexOf(format) + 1)) {
    if (other.structured || other === generic || !other.sniff(text)) continue
    const parsed = safely(other, { text, repo })
    if (parsed.kind === 'broken') continue
    const told = new Set(drafts.filter(isPlaced).map(lineOf))
    drafts.push(
      ...parsed.drafts.filter(
        (draft) => draft.place === null || (isPlaced(draft) && !told.has(lineOf(draft))),
      ),
    )
  }
  return { kind: 'drafts', drafts }
}

function lineOf({ place }: Placed): string {
  return JSON.stringify([place.path, place.range?.startLine])
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
