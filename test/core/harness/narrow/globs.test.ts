import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { areApart, isWithin } from '../../../../core/harness/narrow/compare-globs.ts'
import { intersection, outside, union } from '../../../../core/harness/narrow/glob-lists.ts'
import { matchGlobs, matchGlobsFolded } from '../../../../core/rules/globs.ts'
import { letTimeRunOut } from '../../let-time-run-out.ts'

/** What the proofs say is held against the matcher that decides in the end. */

const name = fc.oneof(
  fc.constantFrom('a', 'b', 'ab', 'ba', 'abc', '.a', 'a.b', 'A', 'ü', '😀', '$', '('),
  fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 1, maxLength: 4 }),
)
const path = fc
  .array(name, { minLength: 1, maxLength: 5 })
  .map((names) => names.join('/'))
  .filter((text) => !/(^|\/)\.{1,2}(\/|$)/.test(text))
const wild = fc.oneof(
  { weight: 3, arbitrary: name },
  { weight: 2, arbitrary: fc.constantFrom('*', '**', '?', 'a*', '*b', 'a*b', '*a*', '??', '*.a', '?*') },
  fc.constantFrom('***', 'a**', '[ab]', '[!a]', ' a', 'a ', '+(a)', '^', '??😀'),
)
const glob = fc
  .tuple(fc.array(wild, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '', '', '/', '/**', '/**/'))
  .map(([names, end]) => names.join('/') + end)
const signed = fc.tuple(fc.constantFrom('', '', '!'), glob).map((parts) => parts.join(''))
const list = fc.array(signed, { minLength: 1, maxLength: 4 })
/** Made from each other, so that proofs are found often enough to be tried. */
const narrowed = list.chain((wide) =>
  fc
    .array(
      fc.oneof(
        signed,
        fc.constantFrom(...wide),
        fc
          .tuple(fc.constantFrom(...wide), wild)
          .map(([one, more]) => `${one.replace(/\/?\**$/, '')}/${more}`),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((narrow) => ({ wide, narrow: narrow.filter((one) => one !== '') })),
)
const entries = (globs: string[]) => globs.map((value) => ({ value }))
const values = (found: { value: string }[]) => found.map(({ value }) => value)
const RUNS = { numRuns: 1_500 }

describe('A glob lies within another', () => {
  test.each([
    ['src/ui/**', 'src/**'],
    ['src/ui/a.ts', 'src/**'],
    ['src/*.ts', 'src/**'],
    ['src/**/*.test.ts', 'src/**/*.ts'],
    ['src/a/b.ts', '*.ts'],
    ['src', 'src'],
    ['src/', 'src'],
    ['src/**', 'src'],
    ['docs/', '**/docs/**'],
    ['src/**/a', 'src/**/*'],
    ['anything/at/all', '**'],
    ['ab?', 'a*'],
    ['[ab].ts', '[ab].ts'],
  ])('%s within %s', (narrow, wide) => {
    expect(isWithin(narrow, wide)).toBe(true)
  })

  test.each([
    ['src/**', 'src/ui/**'],
    ['src', 'src/**'],
    ['src', 'src/'],
    ['ui/**', 'src/**'],
    ['*.ts', 'src/**'],
    ['**', 'src/**'],
    ['Src/**', 'src/**'],
    ['srcx/**', 'src/**'],
    ['src/../x', 'src/*.ts'],
    ['a*', 'ab*'],
    ['*', '?'],
    ['a/**/b', 'a/b'],
    ['[ab].ts', '*.ts'],
  ])('%s is not proved to be within %s', (narrow, wide) => {
    expect(isWithin(narrow, wide)).toBe(false)
  })

  test('whatever is proved, the matcher agrees for every path', () => {
    let proved = 0
    fc.assert(
      fc.property(narrowed, path, ({ wide, narrow }, tried) => {
        for (const one of narrow)
          for (const other of wide) {
            if (one.startsWith('!') || other.startsWith('!') || !isWithin(one, other)) continue
            proved++
            if (matchGlobs([one], tried) && !matchGlobs([other], tried))
              throw new Error(`${tried} matches ${one}, not ${other}`)
          }
      }),
      RUNS,
    )
    expect(proved).toBeGreaterThan(250)
  })

  test('a long hostile pair is answered at once', async () => {
    isWithin(`${'*a'.repeat(99)}b`, `${'*a'.repeat(99)}`)
    isWithin(`${'**/a/'.repeat(30)}b`, `${'**/a/'.repeat(30)}c`)
    await letTimeRunOut()
  })
})

describe('Globs that are apart', () => {
  test('are found by their first names', () => {
    expect(areApart('src/**', 'test/**')).toBe(true)
    expect(areApart('src/a*/x', 'src/b*')).toBe(true)
    expect(areApart('src/*.ts', 'src/*.js')).toBe(true)
    expect(areApart('src/**', '*.ts')).toBe(false)
    expect(areApart('src/**', 'src/a')).toBe(false)
  })

  test('never match one path', () => {
    fc.assert(
      fc.property(glob, glob, path, (one, other, tried) => {
        if (areApart(one, other)) expect(matchGlobs([one], tried) && matchGlobs([other], tried)).toBe(false)
      }),
      RUNS,
    )
  })
})

describe('Lists of globs', () => {
  test('of what is taken back the narrower list has to take back as much', () => {
    const wide = ['src/**', '!src/auth/**']
    expect(outside(['src/ui/**'], wide)).toBe(null)
    expect(outside(['src/**'], wide)).toBe('src/**')
    expect(outside(['src/**', '!src/auth/**'], wide)).toBe(null)
    expect(outside(['src/**', '!src/auth/**', 'src/auth/a.ts'], wide)).toBe('src/auth/a.ts')
    expect(outside(['src/auth/**'], wide)).toBe('src/auth/**')
    expect(outside(['src/ui/**', 'test/**'], ['src/**', 'test/**'])).toBe(null)
    expect(outside(['src/ui/**', 'docs/**'], ['src/**', 'test/**'])).toBe('docs/**')
  })

  test('a list that is not outside matches nothing that the other does not', () => {
    let proved = 0
    fc.assert(
      fc.property(narrowed, fc.array(path, { minLength: 20, maxLength: 20 }), ({ wide, narrow }, paths) => {
        if (outside(narrow, wide) !== null) return
        proved++
        for (const tried of paths)
          if (matchGlobs(narrow, tried) && !matchGlobs(wide, tried)) throw new Error(tried)
      }),
      RUNS,
    )
    expect(proved).toBeGreaterThan(100)
  })

  test('what two lists have in common is in each of them', () => {
    expect(
      values(intersection(entries(['src/ui/**', 'test/**']), entries(['src/**', 'test/ui/**']))),
    ).toEqual(['src/ui/**', 'test/ui/**'])
    expect(intersection(entries(['src/**']), entries(['test/**']))).toEqual([])
    expect(values(intersection(entries(['src/**', '!src/a']), entries(['src/ui/**'])))).toEqual([
      'src/ui/**',
      '!src/a',
    ])
    fc.assert(
      fc.property(narrowed, fc.array(path, { minLength: 10, maxLength: 10 }), ({ wide, narrow }, paths) => {
        const common = values(intersection(entries(wide), entries(narrow)))
        for (const tried of paths)
          if (matchGlobs(common, tried))
            expect([matchGlobs(wide, tried), matchGlobs(narrow, tried)]).toEqual([true, true])
      }),
      RUNS,
    )
  })

  test('what is joined covers all that either covers, in every spelling', () => {
    expect(union(entries(['a/**', '!a/b']), entries(['c', '!c/d']))).toBe(null)
    expect(values(union(entries(['a/**']), entries(['c/**', '!c/d'])) ?? [])).toEqual([
      'c/**',
      '!c/d',
      'a/**',
    ])
    fc.assert(
      fc.property(list, list, path, (a, b, tried) => {
        const joined = union(entries(a), entries(b))
        if (joined === null) return
        for (const matches of [matchGlobs, matchGlobsFolded])
          expect(matches(values(joined), tried)).toBe(matches(a, tried) || matches(b, tried))
      }),
      RUNS,
    )
  })
})
