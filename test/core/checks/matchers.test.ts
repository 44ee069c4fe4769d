import { describe, expect, test } from '@jest/globals'
import { parseCheck } from '../../../core/checks/parse-check.ts'
import { fixture, line, run } from './shop.ts'

const FILES = {
  'src/a.ts': 'one\ntwo\n',
  'src/b.ts': 'one\n',
  'cart/sum_test.go': 'package cart\n',
  'price/sum_test.go': 'package price\n',
  'src/lib.rs': 'x\n',
  'app/src/lib.rs': 'x\n',
  'src/main/java/Shop.java': 'class Shop {}\n',
  'php/Cart.php': '<?php\n',
  'py/a.py': 'x\n',
}
const read = (output: string, more: Parameters<typeof run>[0] = {}) =>
  parseCheck(run({ output, files: FILES, ...more }))
const lines = (output: string) => read(output).findings.map(line)

describe('Go', () => {
  test('a name that several packages have belongs to the one that failed', () => {
    const failed = (name: string) =>
      `--- FAIL: TestSum (0.00s)\n    sum_test.go:1: ${name} is odd\nFAIL\nFAIL\texample.com/shop/${name}\t0.1s\n`
    expect(lines(`${failed('cart')}ok  \texample.com/shop/x\t0.1s\n${failed('price')}FAIL`)).toEqual([
      'cart/sum_test.go:1 error test/TestSum: cart is odd',
      'price/sum_test.go:1 error test/TestSum: price is odd',
    ])
  })

  test('what passing tests log is no remark', () => {
    const output =
      '=== RUN   TestA\n    sum_test.go:1: fine\n--- PASS: TestA (0.00s)\n=== RUN   TestB\n--- FAIL: TestB (0.00s)\nFAIL\texample.com/shop/cart\t0.1s'
    const { findings } = read(output)
    expect(findings.map(line)).toEqual(['- error test: `test` failed: exit code 1.'])
    expect(findings[0]?.message).toContain('- TestB: failed')
  })

  test("a linter's name is the rule", () => {
    expect(lines('cart/sum_test.go:1:2: odd thing (govet)\n\tcode\n\t^\n1 issues:\n* govet: 1')).toEqual([
      'cart/sum_test.go:1 error test/govet: odd thing',
    ])
  })
})

describe('Rust', () => {
  test.each([
    [
      'now',
      "thread 'tests::adds' panicked at src/lib.rs:1:5:\nassertion failed\n  left: 1\nnote: run with `RUST_BACKTRACE=1`",
    ],
    ['before 1.73', "thread 'tests::adds' panicked at 'assertion failed', src/lib.rs:1:5"],
  ])('a test that panicked is told as it is written %s', (_, output) => {
    expect(lines(output)).toEqual(['src/lib.rs:1 error test/tests::adds: assertion failed'])
  })

  test('paths are those of the package that Cargo compiles', () => {
    const output =
      '   Compiling app v0.1.0 (/w/app)\nerror: odd\n --> src/lib.rs:1:1\n\nerror: could not compile `app`'
    expect(lines(output)).toEqual(['app/src/lib.rs:1 error test: odd'])
  })

  test('notes and help belong to their error', () => {
    const output =
      'error[E1]: odd\n --> src/lib.rs:1:1\n  = note: because\nnote: defined here\n --> app/src/lib.rs:1:1\nhelp: do this'
    expect(read(output).findings).toMatchObject([
      {
        rule: 'test/E1',
        path: 'src/lib.rs',
        message: 'odd\nnote: because\nnote: defined here',
        fix: 'do this',
      },
    ])
  })
})

describe('compilers', () => {
  test.each([
    [
      'Maven',
      '[ERROR] /w/src/main/java/Shop.java:[1,7] cannot find symbol',
      ['src/main/java/Shop.java:1 error test: cannot find symbol'],
    ],
    [
      'MSBuild by itself',
      'MSBUILD : error MSB1009: Project file does not exist.',
      ['- error test: `test` failed: exit code 1.'],
    ],
    [
      'MSBuild on several cores',
      '  2>src\\a.ts(2,1,2,3): warning CS1: odd [x.csproj]',
      ['src/a.ts:2 warn test/CS1: odd', '- error test: `test` failed: exit code 1.'],
    ],
    [
      'clang-tidy',
      'src/a.ts:2:1: warning: odd [bugprone-x,-warnings-as-errors]',
      ['src/a.ts:2 warn test/bugprone-x: odd', '- error test: `test` failed: exit code 1.'],
    ],
    [
      'PHPStan in a trait',
      '/w/php/Cart.php (in context of class Shop):1:Odd. [identifier=a.b]',
      ['php/Cart.php:1 error test/a.b: Odd.'],
    ],
    [
      'mypy with a note',
      'py/a.py:1: error: odd  [misc]\npy/a.py:1: note: see here\npy/a.py:1: note: on its own  [annotation-unchecked]',
      ['py/a.py:1 error test/misc: odd', 'py/a.py:1 info test/annotation-unchecked: on its own'],
    ],
  ])('%s', (_, output, expected) => {
    expect(lines(output)).toEqual(expected)
  })

  test("javac's column is where its caret stands, and details belong to the error", () => {
    const output =
      'src/main/java/Shop.java:1: error: cannot find symbol\n  x();\n  ^\n  symbol:   method x()\n1 error'
    expect(read(output).findings[0]).toMatchObject({
      range: { startLine: 1, endLine: 1, startColumn: 3 },
      message: 'cannot find symbol\nsymbol:   method x()',
    })
  })
})

describe('test runners', () => {
  test('Vitest tells a failure of several tests once, below all their names', () => {
    const output = `⎯⎯⎯⎯ Failed Tests 2 ⎯⎯⎯⎯\n\n FAIL  src/a.ts > one\n FAIL  src/a.ts > two\nError: odd\n ❯ src/b.ts:1:2\n⎯⎯⎯⎯[1/2]⎯`
    expect(lines(output)).toEqual([
      'src/b.ts:1 error test/one: Error: odd',
      'src/b.ts:1 error test/two: Error: odd',
    ])
  })

  test('a suite of Vitest that cannot be loaded has its file', () => {
    const output =
      '⎯⎯⎯ Failed Suites 1 ⎯⎯⎯\n\n FAIL  src/a.ts [ src/a.ts ]\nError: Cannot find module\n⎯⎯⎯⎯[1/1]⎯'
    expect(lines(output)).toEqual(['src/a.ts error test: Error: Cannot find module'])
  })

  test('what a test printed does not hide what failed in pytest', () => {
    const output =
      '=== FAILURES ===\n____ test_a ____\n\n>   x\nE   odd\n\npy/a.py:1: Odd\n---- Captured stdout call ----\nsrc/b.ts:1: other\n=== short test summary info ===\nFAILED py/a.py::test_a - odd'
    expect(lines(output)).toEqual(['py/a.py:1 error test/test_a: odd'])
  })

  test('a test without a place is named all the same', () => {
    const output = '=== FAILURES ===\n____ test_a ____\nE   odd\n=== 1 failed in 0.1s ==='
    expect(read(output).findings[0]?.message).toContain('- test_a: odd')
  })
})

describe('a log of several tools', () => {
  test('is read for each of them', () => {
    const files = {
      ...FILES,
      'ts/a.ts': '\n'.repeat(9),
      'src/cart.js': '\n'.repeat(9),
      'test/cart.spec.js': '\n'.repeat(9),
      'src/broken.js': '\n',
    }
    const output = `${fixture('eslint/stylish.txt')}\n${fixture('jest/default.txt')}\n${fixture('tsc/plain.txt')}`
    const found = read(output, { files }).findings
    expect(new Set(found.map(({ rule }) => rule))).toEqual(
      new Set([
        'test',
        'test/no-unused-vars',
        'test/prefer-const',
        'test/eqeqeq',
        'test/semi',
        'test/TS2322',
        'test/TS2741',
        'test/cart › adds prices',
      ]),
    )
  })

  test('says nothing twice that two formats understand', () => {
    expect(lines(fixture('tsc/plain.txt').replaceAll('ts/a.ts', 'src/a.ts'))).toHaveLength(2)
  })
})
