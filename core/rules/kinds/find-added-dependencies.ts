import { count } from '../../say/numbers.ts'
import { type AddedLine, addedLines } from './added-lines.ts'
import type { ChangedFile, ChangeKind } from './change-kind.ts'
import { compareDependencies, keyOf, type NewDependency } from './dependencies/compare-dependencies.ts'
import type { Dependency } from './dependencies/dependency.ts'
import { type Reader, readerOf } from './dependencies/readers.ts'
import { MAX_PLACES } from './max-places.ts'

/** Larger texts are not read: no manifest needs them, and no tool writes such lockfiles. */
const MAX_TEXT = 32 * 1024 * 1024

type Compared = { file: ChangedFile; reader: Reader; before: Dependency[] | null; after: Dependency[] | null }

/**
 * New names in manifests and lockfiles, and known names from a new source. A raised version is none, and neither is a
 * dependency that moves between sections (from dev to prod, say) or between manifests of the same ecosystem.
 */
export function findAddedDependencies(files: readonly ChangedFile[]): ChangeKind[] {
  const compared = files.flatMap(compare)
  const removed = countRemoved(compared)
  return compared
    .toSorted((one, other) => (one.file.path < other.file.path ? -1 : 1))
    .flatMap((one) => tell(one, removed))
}

function compare(file: ChangedFile): Compared[] {
  const reader = readerOf(file.path)
  const old = readerOf(file.renamedFrom ?? file.path)
  const known = reader ?? old
  if (!known || (file.before === file.after && file.before !== null)) return []
  return [
    {
      file,
      reader: known,
      before: file.status === 'added' || !old ? [] : read(old, file.before),
      after: file.status === 'deleted' || !reader ? [] : read(reader, file.after),
    },
  ]
}

function read(reader: Reader, text: string | null): Dependency[] | null {
  return text === null || text.length > MAX_TEXT ? null : reader.read(text)
}

/** How often each name of an ecosystem disappears: so often it may appear elsewhere and is only moved. */
function countRemoved(compared: readonly Compared[]): Map<string, number> {
  const removed = new Map<string, number>()
  for (const { reader, before, after } of compared) {
    const still = new Set(after?.map(keyOf))
    const gone = new Map(
      (before ?? []).filter((one) => !still.has(keyOf(one))).map((one) => [moveKey(reader, one), 1]),
    )
    for (const key of gone.keys()) removed.set(key, (removed.get(key) ?? 0) + 1)
  }
  return removed
}

/** Lockfiles of different tools say sources differently, so there the name alone counts as long as both are registries. */
function moveKey({ ecosystem, locked }: Reader, dependency: Dependency): string {
  return JSON.stringify([ecosystem, locked, keyOf(dependency), dependency.source])
}

function tell({ file, reader, before, after }: Compared, removed: Map<string, number>): ChangeKind[] {
  const { path } = file
  const entry = (line: number | null, evidence: string): ChangeKind => ({
    kind: 'dependency-added',
    path,
    line,
    evidence,
  })
  const what = reader.locked ? 'a lockfile' : 'a list of dependencies'
  if (after === null) return [entry(null, `changes ${what} that could not be read`)]
  if (before === null) {
    return [entry(null, `changes ${what} that could not be read on the base, so nobody can tell what is new`)]
  }
  const found = compareDependencies(before, after, reader).filter(({ added, dependency }) => {
    const key = moveKey(reader, dependency)
    const left = removed.get(key) ?? 0
    if (!added || left === 0) return true
    removed.set(key, left - 1)
    return false
  })
  const lines = addedLines(file.before, file.after)
  const shown = found.slice(0, MAX_PLACES).map((one) => entry(lineOf(one, lines), one.evidence))
  const more = found.length - shown.length
  return more > 0 ? [...shown, entry(null, `adds ${count(more)} more packages`)] : shown
}

/**
 * The first added line that names it: as a key or a place of its own, else anywhere, compared as loosely as the loosest
 * tool does. Of one that was there before, the line with its new source or checksum.
 */
function lineOf(
  { dependency: { name, source, checksums }, added }: NewDependency,
  lines: readonly AddedLine[],
): number | null {
  const from = source?.replace(/^(?:npm|path):?\s*/, '').replace(/\*.*$/s, '') ?? ''
  const sums = (checksums ?? []).map((sum) => sum.replace(/^\w+[-:/]/, ''))
  const written = [...(added ? [] : [...sums, from]), `"${name}"`, `/${name}"`].filter((word) => word !== '')
  for (const word of written) {
    const found = lines.find(({ text }) => text.includes(word))
    if (found) return found.line
  }
  for (const word of [name, name.split(/[:/]/).at(-1) ?? ''].map(loose)) {
    const found = word === '' ? undefined : lines.find(({ text }) => holdsWord(loose(text), word))
    if (found) return found.line
  }
  return null
}

function loose(text: string): string {
  return text
    .slice(0, 10_000)
    .toLowerCase()
    .replaceAll(/[-_.]+/g, '-')
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!/[\w-]/.test(text[at - 1] ?? '') && !/[\w-]/.test(text[at + word.length] ?? '')) return true
  return false
}
