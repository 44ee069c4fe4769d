import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { countLines } from '../../app/publish/count-lines.ts'
import { unifiedDiff } from '../../app/publish/unified-diff.ts'

/** What a run did and could not be published is offered as a patch; git itself says whether it is one. */

const folder = mkdtempSync(join(tmpdir(), 'reins-diff-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const git = (args: string[], input = '') =>
  execFileSync('git', args, { cwd: folder, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })

function applied(path: string, before: string | null, after: string | null): string | null {
  const file = join(folder, path)
  if (before === null) rmSync(file, { force: true })
  else writeFileSync(file, before)
  const patch = unifiedDiff({ path, before, after, mode: '100644' })
  if (patch?.includes('@@')) git(['apply', '-'], patch)
  const result = existsSync(file) ? readFileSync(file, 'utf8') : null
  rmSync(file, { force: true })
  return result
}

test('a small change is a patch as people know it', () => {
  const before = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\n'
  expect(unifiedDiff({ path: 'src/a.js', before, after: before.replace('four', '4'), mode: '100644' })).toBe(
    `diff --git a/src/a.js b/src/a.js
--- a/src/a.js
+++ b/src/a.js
@@ -1,7 +1,7 @@
 one
 two
 three
-four
+4
 five
 six
 seven
`,
  )
})

test('git makes of the patch exactly the new file', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', 'ü 🎉', ''), { maxLength: 30 })
    .map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(applied('f.txt', before, after)).toBe(after)
    }),
    { numRuns: 40 },
  )
})

test('new, deleted and oddly named files are patches too', () => {
  expect(applied('new.txt', null, 'hello\n')).toBe('hello\n')
  expect(applied('old.txt', 'hello', null)).toBe(null)
  expect(applied('ein "schöner" Name.txt', 'a\n', 'b\n')).toBe('b\n')
})

test('lines are counted along the shortest way from one text to the other', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 15 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const [old, now] = [toLines(before), toLines(after)]
      const kept = commonLines(old, now)
      expect(countLines(before, after, 1_000)).toEqual({
        added: now.length - kept,
        removed: old.length - kept,
      })
    }),
    { numRuns: 200 },
  )
})

/** With their breaks: a last line without one is another line. */
const toLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** Length of the longest common subsequence, by the textbook. */
function commonLines(a: string[], b: string[]): number {
  let row = b.map(() => 0)
  for (const line of a) {
    const next: number[] = []
    for (const [at, other] of b.entries())
      next.push(line === other ? (row[at - 1] ?? 0) + 1 : Math.max(row[at] ?? 0, next[at - 1] ?? 0))
    row = next
  }
  return row.at(-1) ?? 0
}

test('a rewritten file counts as replaced, in no time', () => {
  const lines = (word: string) => Array.from({ length: 50_000 }, (_, index) => `${word} ${index}\n`).join('')
  expect(countLines(lines('old'), lines('new'), 1_000)).toEqual({ added: 50_000, removed: 50_000 })
  expect(unifiedDiff({ path: 'a', before: lines('old'), after: lines('new'), mode: '100644' })).toBeNull()
})
