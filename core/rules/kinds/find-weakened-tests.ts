import { count } from '../../say/numbers.ts'
import type { ChangedFile, ChangeKind } from './change-kind.ts'
import { isCi } from './find-ci.ts'
import { MAX_PLACES } from './max-places.ts'
import { plain } from './plain.ts'
import { Pool } from './pool.ts'
import { type ComparedTests, compareTests, type Weakening } from './tests/compare-tests.ts'
import { findIgnores } from './tests/find-ignores.ts'
import { findLoose, isCheckerConfig } from './tests/find-loosened-config.ts'
import { findSnapshots } from './tests/find-snapshots.ts'
import { findSwallowed } from './tests/find-swallowed.ts'
import { findThresholds, lowered } from './tests/find-thresholds.ts'
import { isIgnoreFile } from './tests/ignore-file.ts'
import { NO_TESTS, readTests } from './tests/read-tests.ts'
import { testLanguageOf } from './tests/test-language.ts'

/** Larger texts are no source anybody writes; a test file of that size counts as one that could not be read. */
const MAX_SOURCE = 4 * 1024 * 1024

/**
 * What makes the checks of a repository find less: tests deleted, skipped or singled out, fewer assertions, lower
 * thresholds, snapshots rewritten by the dozen, and anything that tells a checker to look away. Only what the change
 * adds, and nothing that only moved.
 */
export function findWeakenedTests(files: readonly ChangedFile[]): ChangeKind[] {
  const changed = files.filter(
    ({ before, after, renamedFrom }) => before !== after || before === null || renamedFrom,
  )
  const found = [
    ...compareTests(changed.flatMap(toCompared)),
    ...changed.flatMap(unreadable),
    ...findSnapshots(changed),
    ...addedIgnores(changed),
    ...changed.flatMap(loosened),
    ...changed.flatMap(swallowed),
  ]
  return [...Map.groupBy(found, ({ path }) => path)].flatMap(([path, all]) => {
    const shown = all.slice(0, MAX_PLACES).map(({ line, evidence }) => entry(path, line, evidence))
    const more = all.length - shown.length
    return more > 0
      ? [...shown, entry(path, null, `weakens the checks in ${count(more)} more places`)]
      : shown
  })
}

function entry(path: string, line: number | null, evidence: string): ChangeKind {
  return { kind: 'test-weakened', path, line, evidence }
}

function pathBefore({ path, renamedFrom }: ChangedFile): string {
  return renamedFrom ?? path
}

function isReadable(text: string | null): text is string {
  return text !== null && text.length <= MAX_SOURCE
}

function toCompared(file: ChangedFile): ComparedTests[] {
  const old = pathBefore(file)
  if (!testLanguageOf(old) && !testLanguageOf(file.path)) return []
  if (unreadable(file).length > 0) return []
  return [
    {
      path: file.path,
      before: file.before === null ? NO_TESTS : readTests(old, file.before),
      after: file.after === null ? NO_TESTS : readTests(file.path, file.after),
      deleted: file.status === 'deleted',
    },
  ]
}

/** A test file that was or is no text: nobody can tell what happened to its tests. */
function unreadable(file: ChangedFile): Weakening[] {
  const named = [pathBefore(file), file.path].map(testLanguageOf).find((language) => language !== null)
  if (!named || named.inline) return []
  const missing =
    (file.status !== 'added' && !isReadable(file.before)) ||
    (file.status !== 'deleted' && !isReadable(file.after))
  return missing
    ? [{ path: file.path, line: null, evidence: 'changes a test file that could not be read' }]
    : []
}

function addedIgnores(files: readonly ChangedFile[]): Weakening[] {
  const sides = files
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
    .map((file) => ({
      path: file.path,
      before: isReadable(file.before) ? findIgnores(pathBefore(file), file.before) : [],
      after: isReadable(file.after) ? findIgnores(file.path, file.after) : [],
    }))
  const known = new Pool(sides.flatMap(({ before }) => before.map(({ text }) => text)))
  const kept = sides.map(({ path, before, after }) => {
    const own = new Pool(before.map(({ text }) => text))
    return { path, added: after.filter(({ text }) => !(own.take(text) && known.take(text))) }
  })
  // What is left in the pool went out of one file and may have come into another.
  return kept.flatMap(({ path, added }) =>
    added
      .filter(({ text }) => !known.take(text))
      .map(({ text, line }) => ({ path, line, evidence: `adds an ignore: ${plain(text)}` })),
  )
}

function loosened(file: ChangedFile): Weakening[] {
  const { path, before, after } = file
  // A checker reads it all the same.
  if (after === null && file.status !== 'deleted' && isCheckerConfig(path))
    return [{ path, line: null, evidence: 'changes the configuration of a checker that could not be read' }]
  if (after === null) {
    const old = isReadable(before) ? findThresholds(pathBefore(file), before) : []
    return lowered(old, []).map((one) => ({ path, ...one }))
  }
  if (!isReadable(after) || (before !== null && !isReadable(before))) return []
  const old = before === null ? [] : findThresholds(pathBefore(file), before)
  const numbers = lowered(old, findThresholds(path, after)).map((one) => ({ path, ...one }))
  // A new configuration loosens nothing: what it leaves out was not looked at before either. A new list of ignores does.
  const nothing = isIgnoreFile(path) ? [] : null
  const then = before === null ? nothing : findLoose(pathBefore(file), before)
  const now = findLoose(path, after)
  if (now === null)
    return [
      ...numbers,
      { path, line: null, evidence: 'changes the configuration of a checker that could not be read' },
    ]
  if (then === null) return numbers
  const known = new Pool(then.map(({ key }) => key))
  const lines = after.split('\n')
  const loose = now
    .filter(({ key }) => !known.take(key))
    .map(({ evidence, word }) => {
      const line = lines.findIndex((text) => text.includes(word))
      return { path, line: line < 0 ? null : line + 1, evidence: plain(evidence) }
    })
  return [...numbers, ...loose]
}

function swallowed(file: ChangedFile): Weakening[] {
  const { path, before, after } = file
  if (!isReadable(after)) return []
  const known = new Pool(
    isReadable(before)
      ? findSwallowed(pathBefore(file), before, { isCi: isCi(pathBefore(file)) }).map(({ key }) => key)
      : [],
  )
  return findSwallowed(path, after, { isCi: isCi(path) })
    .filter(({ key }) => !known.take(key))
    .map(({ line, evidence }) => ({ path, line, evidence }))
}
