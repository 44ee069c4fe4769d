import { type Place, type Repo, toRange } from '../format.ts'
import { type Edit, lineAt, offsetAt, toReplacement } from '../replacement.ts'
import { createTexts, type SourceText } from '../source-texts.ts'
import type { ArtifactLocation, Location, Region, Result, Run } from './sarif-schema.ts'

export type SarifPlaces = {
  of: (location: Location | undefined) => Place
  /** The first fix as the text of whole lines, when it changes the remark's own file only. */
  mend: (result: Result, place: Place) => { place: Place; replacement: string } | null
}

/** What locations mean in one run: artifacts by index, base URIs by name. */
export function createSarifPlaces(run: Run, repo: Repo): SarifPlaces {
  const texts = createTexts(repo)
  const astrals = new Map<string, boolean>()
  const astral = (path: string, text: string): boolean => {
    const found = astrals.get(path) ?? /[\ud800-\udfff]/.test(text)
    astrals.set(path, found)
    return found
  }
  const pathOf = (location: ArtifactLocation | undefined): string | null => {
    const own = run.artifacts?.[location?.index ?? -1]?.location
    const { uri, uriBaseId } = location?.uri === undefined ? { ...own, ...location, uri: own?.uri } : location
    if (uri === undefined) return null
    const decoded = decode(uri)
    const base = baseUri(run, uriBaseId)
    return (base === '' ? null : repo.resolve(base + decoded)) ?? repo.resolve(decoded)
  }

  return {
    of(location) {
      const physical = location?.physicalLocation
      const artifact = physical?.artifactLocation
      if (artifact === undefined || (artifact.uri === undefined && artifact.index === undefined)) return null
      const path = pathOf(artifact)
      if (path === null) return 'outside'
      return {
        path,
        range: physical?.region === undefined ? null : rangeOf(physical.region, () => texts(path)),
      }
    },
    mend(result, place) {
      const change = result.fixes?.[0]?.artifactChanges
      if (place === null || place === 'outside' || place.range === null || change?.length !== 1) return null
      if (pathOf(change[0]!.artifactLocation) !== place.path) return null
      const source = texts(place.path)
      if (source === null) return null
      const { text, starts } = source
      // Columns in code points are the same as ours only where every character is one unit.
      if (run.columnKind === 'unicodeCodePoints' && astral(place.path, text)) return null
      const edits = change[0]!.replacements.map(({ deletedRegion, insertedContent }) =>
        toEdit(deletedRegion, { starts, text, insert: insertedContent?.text ?? '' }),
      )
      if (edits.some((edit) => edit === null)) return null
      const mended = toReplacement(text, { edits: edits as Edit[], range: place.range, starts })
      if (mended === null) return null
      return { place: { path: place.path, range: mended.range }, replacement: mended.replacement }
    },
  }
}

/** §3.30: by lines and columns, or by characters from the start of the file. */
function rangeOf(region: Region, read: () => SourceText | null): ReturnType<typeof toRange> {
  const { startLine, charOffset, charLength = 0 } = region
  if (startLine !== undefined || charOffset === undefined)
    return toRange({
      line: startLine,
      column: region.startColumn,
      endLine: region.endLine,
      endColumn: region.endColumn,
    })
  const source = read()
  if (source === null || charOffset < 0 || charOffset > source.text.length) return null
  const { starts } = source
  return toRange({
    line: lineAt(starts, charOffset),
    endLine: lineAt(starts, charOffset + Math.max(0, charLength - 1)),
  })
}

function toEdit(
  region: Region,
  { starts, text, insert }: { starts: readonly number[]; text: string; insert: string },
): Edit | null {
  if (region.startLine === undefined) {
    if (region.charOffset === undefined) return null
    return { start: region.charOffset, end: region.charOffset + (region.charLength ?? 0), text: insert }
  }
  const start = offsetAt(starts, { line: region.startLine, column: region.startColumn ?? 1 })
  const endLine = region.endLine ?? region.startLine
  // Without an end column the region ends with its line, before the line break.
  const end =
    region.endColumn === undefined
      ? endOfLine(text, starts[endLine] ?? text.length)
      : offsetAt(starts, { line: endLine, column: region.endColumn })
  return start === null || end === null ? null : { start, end, text: insert }
}

function endOfLine(text: string, next: number): number {
  if (text[next - 1] !== '\n') return next
  return text[next - 2] === '\r' ? next - 2 : next - 1
}

/** §3.14.14: a base can itself be relative to another one; circles end after a few steps. */
function baseUri({ originalUriBaseIds = {} }: Run, id: string | undefined, depth = 0): string {
  if (id === undefined || depth > 8 || !Object.hasOwn(originalUriBaseIds, id)) return ''
  const { uri = '', uriBaseId } = originalUriBaseIds[id]!
  const base = baseUri({ originalUriBaseIds } as Run, uriBaseId, depth + 1) + decode(uri)
  return base === '' || base.endsWith('/') ? base : `${base}/`
}

function decode(uri: string): string {
  try {
    return decodeURIComponent(uri)
  } catch {
    return uri // A stray "%" that is part of the name.
  }
}
