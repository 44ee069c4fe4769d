import { expect, test } from '@jest/globals'
import { parseCheck } from '../../../core/checks/parse-check.ts'
import { findingSchema } from '../../../core/rules/finding.ts'
import { fixture, line, run } from './shop.ts'

const LINT = [
  'src/broken.js:1 error test: Parsing error: Unexpected token',
  "src/cart.js:1 error test/no-unused-vars: 'tax' is assigned a value but never used",
  'src/cart.js:1 warn test/semi: Missing semicolon',
  "src/cart.js:2 error test/no-unused-vars: 'unused' is assigned a value but never used",
  "src/cart.js:2 error test/prefer-const: 'unused' is never reassigned. Use 'const' instead",
  'src/cart.js:2 warn test/semi: Missing semicolon',
  'src/cart.js:5 warn test/semi: Missing semicolon',
  'src/cart.js:6 warn test/semi: Missing semicolon',
  "src/cart.js:7 warn test/eqeqeq: Expected '===' and instead saw '=='",
  'src/cart.js:7 warn test/semi: Missing semicolon',
  'src/cart.js:8 warn test/semi: Missing semicolon',
]
const dotted = (lines: string[]) => lines.map((one) => (one.endsWith('token') ? one : `${one}.`))

/** What the real tools wrote about the same repository → what a person is told. */
const TOOLS: [string, string, string[]][] = [
  ['eslint.json', 'eslint', dotted(LINT)],
  ['eslint-stylish.txt', 'eslint-stylish', LINT],
  ['eslint.sarif', 'sarif', dotted([...LINT.slice(1), LINT[0]!])],
  [
    'npm-run-eslint.txt',
    'eslint',
    [
      ...dotted(LINT),
      'src/crash.js:1 warn test/semi: Missing semicolon.',
      'src/crash.js:2 warn test/semi: Missing semicolon.',
    ],
  ],
  ...['tsc.txt', 'tsc-pretty.txt'].map((name): [string, string, string[]] => [
    name,
    'tsc',
    [
      "ts/a.ts:3 error test/TS2322: Type 'string' is not assignable to type 'number'.",
      "ts/a.ts:6 error test/TS2741: Property 'currency' is missing in type '{ cents: number; }' but required in type 'Price'.",
    ],
  ]),
  [
    'gcc.txt',
    'generic',
    [
      'src/sum.c:5 error test: expected ‘;’ before ‘}’ token',
      'src/sum.c:4 warn test/-Wunused-variable: unused variable ‘unused’',
      'src/sum.c:9 warn test/-Wformat=: format ‘%s’ expects argument of type ‘char *’, but argument 2 has type ‘int’',
    ],
  ],
  [
    'rustc.txt',
    'generic',
    [
      'src/main.rs:7 error test/E0308: mismatched types',
      'src/main.rs:2 warn test: unused variable: `unused`',
    ],
  ],
  ['python-traceback.txt', 'generic', ['src/sum.py:2 error test: ZeroDivisionError: division by zero']],
  [
    'pytest.txt',
    'generic',
    [
      'test/test_sum.py:7 error test: assert 1.5 == 2',
      'src/sum.py:2 error test: ZeroDivisionError: division by zero',
    ],
  ],
  [
    'pytest.xml',
    'junit',
    [
      'test/test_sum.py:7 error test/test.test_sum › test_mean: assert 1.5 == 2',
      'src/sum.py:2 error test/test.test_sum › test_nothing: ZeroDivisionError: division by zero',
    ],
  ],
  [
    'node-test.tap',
    'tap',
    [
      'test/cart.test.js:7 error test/adds prices: Expected values to be strictly equal:',
      'src/cart.js:6 error test/throws on nothing: prices is not iterable',
    ],
  ],
  [
    'node-test-spec.txt',
    'node-test',
    [
      'test/cart.test.js:7 error test/adds prices: AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:',
      'src/cart.js:6 error test/throws on nothing: TypeError: prices is not iterable',
    ],
  ],
  [
    'node-test.junit.xml',
    'junit',
    [
      'test/cart.test.js:7 error test/cart › adds prices: Expected values to be strictly equal:',
      'src/cart.js:6 error test/cart › throws on nothing: prices is not iterable',
    ],
  ],
  ['node-crash.txt', 'generic', ['src/cart.js:6 error test: TypeError: prices is not iterable']],
  [
    'jest.txt',
    'generic',
    [
      'test/cart.spec.js:5 error test/cart › adds prices: expect(received).toBe(expected) // Object.is equality',
      'src/cart.js:6 error test/cart › throws on nothing: TypeError: prices is not iterable',
    ],
  ],
  [
    'jest-github.txt',
    'github',
    [
      'test/cart.spec.js:5 error test: cart › adds prices',
      'src/cart.js:6 error test: cart › throws on nothing',
    ],
  ],
  [
    'jest.junit.xml',
    'junit',
    [
      'test/cart.spec.js:5 error test/cart adds prices: Error: expect(received).toBe(expected) // Object.is equality',
      'src/cart.js:6 error test/cart throws on nothing: TypeError: prices is not iterable',
    ],
  ],
  [
    'vitest.txt',
    'generic',
    [
      'vi/cart.test.js:5 error test/vi/cart.test.js > cart > adds prices: AssertionError: expected 3 to be 4 // Object.is equality',
      'src/cart.js:6 error test/vi/cart.test.js > cart > throws on nothing: TypeError: prices is not iterable',
    ],
  ],
  [
    'vitest-github.txt',
    'github',
    [
      'vi/cart.test.js:5 error test: vi/cart.test.js > cart > adds prices',
      'src/cart.js:6 error test: vi/cart.test.js > cart > throws on nothing',
    ],
  ],
  [
    'vitest.junit.xml',
    'junit',
    [
      'vi/cart.test.js:5 error test/vi/cart.test.js › cart > adds prices: expected 3 to be 4 // Object.is equality',
      'src/cart.js:6 error test/vi/cart.test.js › cart > throws on nothing: prices is not iterable',
    ],
  ],
]

test.each(TOOLS)(
  '%s is recognised as %s, and every remark is found at its place',
  (name, format, expected) => {
    const found = parseCheck(run({ output: fixture(name) }))
    expect(found.format).toBe(format)
    expect(found.findings.map(line)).toEqual(expected)
    for (const finding of found.findings) expect(findingSchema.parse(finding)).toEqual(finding)
  },
)

test.each(TOOLS)('%s says the same read from a file by name', (name, format, expected) => {
  const found = parseCheck(
    run({ check: { parse: `${format}:report` }, output: 'a log', file: fixture(name) }),
  )
  expect(found.findings.map(line)).toEqual(expected)
})

test('fingerprints tell all remarks of a tool apart, and stay when lines above come', () => {
  const above = '// a new line\n'
  const report = JSON.parse(fixture('eslint.json'))
  const before = parseCheck(run({ output: JSON.stringify(report) })).findings
  for (const { messages } of report)
    for (const message of messages) {
      message.line++
      if (message.endLine !== undefined) message.endLine++
      if (message.fix !== undefined)
        message.fix.range = message.fix.range.map((at: number) => at + above.length)
    }
  const here = run({ output: JSON.stringify(report) })
  const after = parseCheck({ ...here, read: (path) => above + here.read(path)! }).findings
  expect(new Set(before.map(({ fingerprint }) => fingerprint)).size).toBe(before.length)
  expect(after.map(({ fingerprint }) => fingerprint)).toEqual(before.map(({ fingerprint }) => fingerprint))
})
