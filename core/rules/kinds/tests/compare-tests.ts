import { count, plural } from '../../../say/numbers.ts'
import { plain } from '../plain.ts'
import { Pool } from '../pool.ts'
import type { FoundMark, FoundTest, TestFile } from './read-tests.ts'
import type { Mark } from './test-language.ts'

/** A test file before and after; `deleted`: no tests can be there any more. */
export type ComparedTests = { path: string; before: TestFile; after: TestFile; deleted: boolean }
export type Weakening = { path: string; line: number | null; evidence: string }

/**
 * Tests that are gone, marks that came, and assertions that are fewer. Tests that only moved to another file of the
 * change, or got another title over the same body, count for nothing.
 */
export function compareTests(files: readonly ComparedTests[]): Weakening[] {
  const sorted = files.toSorted((one, other) => (one.path < other.path ? -1 : 1))
  const differences = sorted.map((file) => ({ file, ...differ(file) }))
  const titles = new Pool(differences.flatMap(({ appeared }) => appeared.map(titleKey)))
  const bodies = new Pool(differences.flatMap(({ appeared }) => appeared.map(bodyKey)))
  const marks = new Pool(differences.flatMap(({ file }) => removedMarks(file).map(markKey)))
  const moved = differences.map(({ vanished }) =>
    vanished.filter(
      (test) => titles.take(titleKey(test)) || (test.body.length > MIN_BODY && bodies.take(bodyKey(test))),
    ),
  )
  const arrived = new Pool(moved.flat().map(({ title }) => title))
  return differences.flatMap(({ file, vanished, appeared }, index) => {
    const left = moved[index]!
    const gone = vanished.filter((test) => !left.includes(test))
    const came = appeared.filter((test) => arrived.take(test.title))
    const replaced = appeared.length - came.length
    const lost = gone.length > replaced ? gone : []
    return [
      ...removals(file, lost, replaced),
      ...fewerAssertions(file, sumOf([...left, ...lost]), sumOf(came)),
      ...addedMarks(file, marks),
    ].map((one) => ({ path: file.path, ...one }))
  })
}

/** Shorter bodies are alike by chance. */
const MIN_BODY = 40

function titleKey({ title }: FoundTest): string {
  return title
}

/** Without the title's own quotes nothing of the title is left in the code of a call; a function's name is taken out. */
function bodyKey({ body, title }: FoundTest): string {
  return body.replace(title, '')
}

function differ({ before, after }: ComparedTests): { vanished: FoundTest[]; appeared: FoundTest[] } {
  const tests = (file: TestFile) => file.tests.filter(({ group }) => !group)
  const now = new Pool(tests(after).map(titleKey))
  const then = new Pool(tests(before).map(titleKey))
  return {
    vanished: tests(before).filter((test) => !now.take(titleKey(test))),
    appeared: tests(after).filter((test) => !then.take(titleKey(test))),
  }
}

type Told = Omit<Weakening, 'path'>

function removals({ deleted, before }: ComparedTests, lost: readonly FoundTest[], replaced: number): Told[] {
  if (lost.length === 0) return []
  const all = before.tests.filter(({ group }) => !group).length
  const evidence = deleted
    ? `deletes a test file with ${lost.length === all ? '' : `${count(lost.length)} of its `}${plural(all, 'test')}`
    : `removes ${named(lost)}${replaced > 0 ? ` and adds ${count(replaced)}` : ''}`
  return [{ line: null, evidence }]
}

function named(tests: readonly FoundTest[]): string {
  const shown = tests.slice(0, 3).map(({ title }) => `“${plain(title)}”`)
  const more = tests.length - shown.length
  if (more > 0) return `${count(tests.length)} tests: ${shown.join(', ')} and ${count(more)} more`
  return `${tests.length === 1 ? 'the test' : 'the tests'} ${shown.join(' and ')}`
}

function fewerAssertions({ before, after, deleted }: ComparedTests, out: number, inside: number): Told[] {
  if (deleted) return []
  const told: Told[] = []
  if (after.asserts - inside < before.asserts - out)
    told.push({
      line: null,
      evidence: `makes fewer assertions: ${count(before.asserts)} before, ${count(after.asserts)} now`,
    })
  const old = new Map(before.tests.map((test) => [test.title, test]))
  for (const { title, line, asserts, group } of after.tests)
    if (!group && asserts === 0 && (old.get(title)?.asserts ?? 0) > 0)
      told.push({ line, evidence: `asserts nothing any more in the test “${plain(title)}”` })
  return told
}

function sumOf(tests: readonly FoundTest[]): number {
  return tests.reduce((sum, { asserts }) => sum + asserts, 0)
}

function markKey({ what, title }: FoundMark): string {
  return `${what} ${title}`
}

function removedMarks({ before, after }: ComparedTests): FoundMark[] {
  const now = new Pool(after.marks.map(markKey))
  return before.marks.filter((mark) => !now.take(markKey(mark)))
}

/** A mark under a title the file did not know is a renamed one while the file has no more such marks than before. */
function addedMarks({ before, after }: ComparedTests, elsewhere: Pool): Told[] {
  const then = new Pool(before.marks.map(markKey))
  const titles = new Set(before.tests.map(({ title }) => title))
  const spare = new Map<Mark, number>()
  for (const { what } of before.marks) spare.set(what, (spare.get(what) ?? 0) + 1)
  for (const { what, title } of after.marks)
    if (title === null || titles.has(title)) spare.set(what, (spare.get(what) ?? 0) - 1)
  return after.marks.flatMap((mark) => {
    if (then.take(markKey(mark)) || elsewhere.take(markKey(mark))) return []
    const left = spare.get(mark.what) ?? 0
    if (mark.title !== null && !titles.has(mark.title) && left > 0) {
      spare.set(mark.what, left - 1)
      return []
    }
    return [{ line: mark.line, evidence: tell(mark) }]
  })
}

const SENTENCES: Record<Mark, (name: string) => string> = {
  skip: (name) => `skips ${name}`,
  only: (name) => `runs only ${name} and leaves out the rest`,
  todo: (name) => `turns ${name} into a to-do`,
  fails: (name) => `expects ${name} to fail`,
  empty: (name) => `asserts what is always true in ${name}`,
}

function tell({ what, title }: FoundMark): string {
  return SENTENCES[what](title === null ? 'tests of the file' : `the test “${plain(title)}”`)
}
