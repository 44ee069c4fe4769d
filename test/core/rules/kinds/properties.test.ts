import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { ChangedFile } from '../../../../core/rules/kinds/change-kind.ts'
import { findChangeKinds } from '../../../../core/rules/kinds/find-change-kinds.ts'
import { changed } from './kit.ts'

const path = fc.constantFrom(
  'package.json',
  'package-lock.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'pyproject.toml',
  'requirements.txt',
  'setup.cfg',
  'setup.py',
  'go.mod',
  'go.sum',
  'Cargo.toml',
  'Gemfile',
  'Gemfile.lock',
  'pom.xml',
  'build.gradle',
  'pubspec.yaml',
  'Dockerfile',
  'index.ts',
  'a.test.ts',
  'b.test.ts',
  'test_a.py',
  'pkg/__init__.py',
  'a_test.go',
  'a/a.go',
  'a_spec.rb',
  'src/lib.rs',
  'src/test/ATest.java',
  'ATests.cs',
  'tests/ATest.php',
  'tsconfig.json',
  'eslint.config.js',
  '.rubocop.yml',
  'jest.config.js',
  '.github/workflows/a.yml',
  'a.snap',
  'LICENSE',
  'constructor',
)
/** Pieces that mean something to one reader or another, in any order. */
const piece = fc.constantFrom(
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '"',
  "'",
  '`',
  '${',
  '/*',
  '*/',
  '//',
  '#',
  '\n',
  '\r\n',
  ' ',
  ',',
  ':',
  '=',
  '\\',
  '\0',
  '\ufeff',
  'test(',
  "it.skip('a'",
  '.each',
  'expect(a)',
  'export ',
  'export * from "./a"',
  'function a(',
  'const a',
  'module.exports = {',
  'def test_a():',
  '@Test',
  '#[test]',
  'fn a()',
  '"dependencies"',
  '"a": "1"',
  '[project]',
  'dependencies',
  'require',
  'gem "a"',
  '<dependency>',
  '<a>',
  '__proto__',
  'constructor',
  'a==1',
  'SPDX-License-Identifier: MIT',
  '# noqa',
  'lines: 80',
  'strict',
  '- ',
  'a: ',
  '&a',
  '*a',
  'é',
  '😀',
  '\ud800',
)
const text = fc.oneof(
  fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
  fc.json(),
)
const side = fc.option(text, { nil: null })
const file = fc
  .record({
    path,
    before: side,
    after: side,
    binary: fc.boolean(),
    from: fc.option(path, { nil: undefined }),
  })
  .map(
    ({ from, binary, ...one }): ChangedFile =>
      changed(one.path, one.before, one.after, {
        binary,
        ...(from === undefined ? {} : { renamedFrom: from, status: 'renamed' }),
      }),
  )
const files = fc.uniqueArray(file, { maxLength: 5, selector: (one) => one.path })
const context = { read: (asked: string) => (asked === 'package.json' ? '{"main": "index.ts"}' : null) }

test('whatever files hold, what is found is a sentence at a line of a file of the change', () => {
  fc.assert(
    fc.property(files, (change) => {
      for (const { path: where, line, evidence } of findChangeKinds(change, context)) {
        const after = change.find((one) => one.path === where)?.after
        expect([where, 'package.json']).toContain(after === undefined ? 'package.json' : where)
        expect(evidence).toMatch(/^[a-z].*\S$/su)
        expect(evidence.length).toBeLessThan(400)
        if (line !== null) expect(line <= (after ?? '').split('\n').length && line > 0).toBe(true)
      }
    }),
    { numRuns: 1_000 },
  )
})

test('files that stay as they are show nothing', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.record({ path, text }), { selector: (one) => one.path }), (same) => {
      const untouched = same.map((one) =>
        changed(one.path, one.text.replaceAll('\0', ''), one.text.replaceAll('\0', '')),
      )
      expect(
        findChangeKinds(untouched, context).filter(({ kind }) => kind !== 'ci' && kind !== 'migration'),
      ).toEqual([])
    }),
  )
})

test('the order of the files changes nothing', () => {
  fc.assert(
    fc.property(files, fc.infiniteStream(fc.nat()), (change, keys) => {
      const shuffled = change
        .map((one) => ({ one, key: keys.next().value ?? 0 }))
        .sort((a, b) => a.key - b.key)
      expect(
        findChangeKinds(
          shuffled.map(({ one }) => one),
          context,
        ),
      ).toEqual(findChangeKinds(change, context))
    }),
  )
})
