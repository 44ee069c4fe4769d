import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import ignore from 'ignore'
import { directGlob, isPlain } from '../../../core/rules/direct-glob.ts'
import { isMatchable } from '../../../core/rules/globs.ts'

const NAMES = [
  'a',
  'b.ts',
  'src',
  '.ts',
  'a.test.ts',
  'B.TS',
  '.git',
  '-',
  '@x',
  'a.',
  'ts',
  '..ts',
  'é.ts',
  'a\n.ts',
]
const name = fc.oneof(fc.constantFrom(...NAMES), fc.stringMatching(/^[\w.@ -]{1,6}$/))
const path = fc.oneof(
  fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/')),
  fc.string({ maxLength: 12 }),
)
const part = fc.oneof(
  name,
  fc.constantFrom(
    '**',
    '*',
    '*.ts',
    '*.test.ts',
    '*.d.*',
    '?',
    '[ab]',
    '*.',
    '.*',
    '!a',
    '#a',
    '',
    '\\*',
    ' ',
  ),
)
const glob = fc
  .tuple(fc.constantFrom('', '/', '**/'), fc.array(part, { minLength: 1, maxLength: 4 }))
  .map(([before, parts]) => before + parts.join('/'))

test('a glob that is tested directly matches exactly what the library of gitignore says', () => {
  fc.assert(
    fc.property(glob, fc.array(path, { minLength: 1, maxLength: 8 }), (written, paths) => {
      const direct = directGlob(written)
      fc.pre(direct !== null)
      const matcher = ignore({ ignorecase: false }).add([written])
      for (const one of paths.filter((found) => isMatchable(found) && isPlain(found)))
        expect([written, one, direct?.(one)]).toEqual([written, one, matcher.ignores(one)])
    }),
    { numRuns: 1_500 },
  )
})

test('paths made of the parts of a glob tell the same apart', () => {
  const built = fc
    .tuple(glob, fc.array(fc.tuple(fc.nat(9), name), { minLength: 1, maxLength: 5 }))
    .map(([written, picks]) => {
      const parts = written.split('/').map((one) => one.replaceAll('*', 'x'))
      return { written, one: picks.map(([at, other]) => parts[at] || other).join('/') }
    })
  fc.assert(
    fc.property(built, ({ written, one }) => {
      const direct = directGlob(written)
      fc.pre(direct !== null && isMatchable(one) && isPlain(one))
      expect(direct?.(one)).toBe(ignore({ ignorecase: false }).add([written]).ignores(one))
    }),
    { numRuns: 1_500 },
  )
})

test.each([
  ['src/app/**', true],
  ['/src/**', true],
  ['src/app', true],
  ['src/app/main.ts', true],
  ['**', true],
  ['*.ts', true],
  ['**/*.test.ts', true],
  ['src/**/*.ts', true],
  ['main.ts', false],
  ['src/*', false],
  ['src/*.ts', false],
  ['src/', false],
  ['**/src/**', false],
  ['a b/**', false],
  ['src/../a', false],
])('%s is tested directly: %s', (written, isDirect) => {
  expect(directGlob(written) !== null).toBe(isDirect)
})
