import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { ecmaScriptImports } from '../../../core/syntax/ecmascript-imports.ts'
import { loadEcmaScriptParser } from '../../../core/syntax/ecmascript-parser.ts'
import { importsOfHead } from '../../../core/syntax/import-head.ts'
import type { Language } from '../../../core/syntax/language.ts'
import { letTimeRunOut } from '../let-time-run-out.ts'

const parse = await loadEcmaScriptParser()
const FILES = [
  ['a.ts', 'TypeScript'],
  ['a.tsx', 'Tsx'],
  ['a.js', 'JavaScript'],
] as const satisfies readonly (readonly [string, Language])[]

/** By the parser; null when it finds mistakes. */
function parsed(path: string, text: string) {
  const file = parse(path, text)
  try {
    return file.errors.length > 0 ? null : ecmaScriptImports(file, text)
  } finally {
    file.dispose()
  }
}

/** Mostly what people write, sometimes what they could. */
function mostly<T>(usual: readonly T[], unusual: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...unusual) },
  )
}
const space = mostly([' '], ['  ', '\n', '\t', '\r\n', '', '/* c */', '\u00a0', '\u2028'])
const end = mostly(
  ['\n', ';\n', ';'],
  ['\r\n', ' // from "c"\n', '', ' ', ' with { type: "json" }\n', '\n\n', '/**/\n'],
)
const name = mostly(
  ['a', 'b1', '$', '_c', 'of', 'async'],
  ['type', 'from', 'as', 'default', 'defer', 'source', 'é', 'module', 'if'],
)
const literal = mostly(
  ['"./a.ts"', "'b'", '"@c/d"', '"h//i"', "'j\"k'"],
  ["'e\\x66'", '""', "'\u2028'", '`g`', '"\u{1F600}"'],
)
const part = fc
  .tuple(mostly([''], ['type ']), name, fc.option(name, { freq: 3 }))
  .map(([type, one, as]) => `${type}${one}${as === null ? '' : ` as ${as}`}`)
const named = fc
  .tuple(fc.array(part, { maxLength: 3 }), mostly([''], [',']))
  .map(([parts, last]) => `{ ${parts.join(', ')}${last} }`)
const both = fc.tuple(name, named).map((parts) => parts.join(', '))
const whole = name.map((one) => `* as ${one}`)
const imported = fc
  .tuple(mostly(['import'], ['import type']), space, fc.oneof(named, name, whole, both), space)
  .map((parts) => parts.join(''))
const exported = fc
  .tuple(mostly(['export'], ['export type']), space, fc.oneof(named, whole, fc.constant('*')), space)
  .map((parts) => parts.join(''))
const statement = fc
  .tuple(fc.oneof(imported, exported), mostly(['from'], ['', 'From']), space, literal, end)
  .map((parts) => parts.join(''))
const other = mostly(
  [
    ...[
      '"use strict"\n',
      "'use client';",
      '// import x\n',
      '/* a\n * b */ ',
      'import "x"\n',
      "import './y.css';",
    ],
    ...['const a = 1\n', 'export const b = 2\n', 'function f() { return `x` }\n', 'Array.from(a)\n'],
    ...['export { a }\n', 'export type { b1 as c }\n', 'export default a\n'],
  ],
  [
    ...['import("z")\n', 'const c = require("d")\n', 'let d: import("e").F\n', 'import g = require("h")\n'],
    ...['<a>b</a>\n', 'export /**/ { a }\n', '}\n', 'with (a) {}\n', '.b\n', '#!/bin/node\n', '\uFEFF'],
  ],
)
const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: statement }, other), { maxLength: 5 })
  .map((parts) => parts.join(''))

test('what is read from the head of a file is exactly what the parser finds in all of it', () => {
  let read = 0
  fc.assert(
    fc.property(text, fc.constantFrom(...FILES), (written, [path, language]) => {
      const head = importsOfHead(written, language)
      const whole = head === null ? null : parsed(path, written)
      if (whole === null) return
      read += head!.length
      expect(head).toEqual(whole)
    }),
    { numRuns: 6_000 },
  )
  expect(read).toBeGreaterThan(1_000)
})

test.each([
  [
    'plain statements below comments and a directive',
    `/** Why. */\n'use client'\n\nimport a, { b, type C } from './a.ts'\nimport './b.css';\nexport * from "c"\n\nexport const d = a\n`,
    3,
  ],
  ['a word in a comment at the head', `import a from 'a'\n// must be imported first\n`, 1],
  ['a comment that a strange line ends', `// a\u2028import b from 'b'\n`, 1],
  ['a word in a comment below', `import a from 'a'\nconst b = 1 // must be imported first\n`, null],
  ['a dynamic import below', `import a from 'a'\nconst b = () => import('b')\n`, null],
  ['a re-export below', `const a = 1\nexport { b } from 'b'\n`, null],
  ['a comment inside of a statement', `import /* b */ a from 'a'\n`, null],
  ['an escape in a specifier', String.raw`import a from '\x61'`, null],
  ['no end of a comment', `import a from 'a'\n/* import`, null],
  ['a name that is longer', `importa from 'a'\n`, null],
])('%s', (_, written, count) => {
  expect(importsOfHead(written, 'TypeScript')?.length ?? null).toBe(count)
})

test('hostile heads take no time', async () => {
  const hostile = [
    `import${' '.repeat(900_000)}`,
    `import ${'a '.repeat(400_000)}`,
    'import {'.repeat(100_000),
    `import ${'{a,'.repeat(300_000)} from 'a'`,
    '/*'.repeat(400_000),
    ' \n;'.repeat(300_000),
    `from${' '.repeat(900_000)}`,
    'from '.repeat(150_000),
  ]
  for (const one of hostile) importsOfHead(one, 'TypeScript')
  await letTimeRunOut()
})
