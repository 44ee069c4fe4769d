import { expect, test } from '@jest/globals'
import { loadEcmaScriptParser } from '../../../core/syntax/ecmascript-parser.ts'
import { loadSyntax } from '../../../core/syntax/syntax.ts'

const syntax = await loadSyntax(['TypeScript', 'Tsx', 'JavaScript'])

/** "kind specifier names line:column" of each import. */
function importsOf(path: string, text: string): string[] {
  const { imports, problem } = syntax.importsOf(path, text)
  expect(problem).toBeNull()
  return imports.map(({ kind, specifier, names, computed }) =>
    [kind, computed ? `(${specifier})` : specifier, names.join(',')].filter(Boolean).join(' '),
  )
}

test.each([
  ['a default import', 'import a from "x"', ['static x default']],
  [
    'named, renamed and a namespace',
    'import a, * as b from "x"; import { c, d as e } from "y"',
    ['static x default,*', 'static y c,d'],
  ],
  ['a side effect', 'import "./x.css"', ['static ./x.css']],
  ['nothing taken', 'import {} from "x"', ['static x']],
  [
    'types only',
    'import type { A } from "x"; import { type B } from "y"; import type {} from "z"',
    ['type x A', 'type y B', 'type z'],
  ],
  ['a type beside a value', 'import { type A, b } from "x"', ['static x A,b']],
  [
    're-exports',
    'export * from "a"; export * as b from "b"; export { c, d as e } from "c"; export type { T } from "d"',
    ['reexport a *', 'reexport b *', 'reexport c c,d', 'type d T'],
  ],
  ['attributes', 'import a from "./a.json" with { type: "json" }', ['static ./a.json default']],
  [
    'import() with a literal',
    'import("a"); import(`b`); import(/* c */ "c"); import("d" + e)',
    ['dynamic a', 'dynamic b', 'dynamic c', 'dynamic ("d" + e)'],
  ],
  ['escapes in a specifier', String.raw`import("\x61\u0062\u{63}")`, ['dynamic abc']],
  [
    'CommonJS',
    'const a = require("a"); require.resolve("b"); if (x) { require(`c`) } require(d)',
    ['require a', 'require b', 'require c', 'require (d)'],
  ],
  [
    'import = require',
    'import a = require("a"); export import b = require("b"); import c = d.e',
    ['require a', 'require b'],
  ],
  [
    'import() as a type',
    'class C extends require("c").D {} type A = import("a").B; let b: typeof import("b")',
    ['require c', 'type a', 'type b'],
  ],
  ['a template that runs', 'const a = `${require("a")} import("no")`', ['require a']],
])('finds %s', (_, text, expected) => {
  expect(importsOf('a.ts', text)).toEqual(expected)
})

test.each([
  ['comments', '// import a from "no"\n/* require("no") import("no") */ const a = 1'],
  ['strings', `const a = 'import b from "no"', c = "require('no')"`],
  ['templates', 'const a = `import b from "no"; ${1} require("no")`'],
  ['regular expressions', 'const a = /require("no")/, b = /import("no")/'],
  ['methods of that name', 'a.require("no"); b?.require("no"); class C { require(x) { return x } }'],
  ['other functions', 'requires("no"); $require("no"); importScripts("no")'],
  ['import.meta', 'const a = import.meta.url'],
])('finds nothing in %s', (_, text) => {
  expect(importsOf('a.ts', text)).toEqual([])
})

test('text in JSX is no code, what stands in braces is', () => {
  const text = `import a from 'a'\nconst b = <p title="require('no')">it's require("no") {require("yes")}</p>`
  expect(importsOf('a.tsx', text)).toEqual(['static a default', 'require yes'])
})

test.each([
  ['nothing before it', ''],
  ['a byte order mark', '\uFEFF'],
  ['wide characters', 'const s = "é𝒳𝒳"; '],
  ['lines that end with CRLF', 'const a = 1\r\nconst b = 2\r\n'],
  ['a hashbang', '#!/usr/bin/env node 𝒳\n'],
])('points to the specifier behind %s', (_, before) => {
  const text = `${before}import a from "b"; require('c')`
  for (const { specifier, line, column, endLine, endColumn } of syntax.importsOf('a.js', text).imports) {
    expect(endLine).toBe(line)
    const at = text.split('\n')[line - 1]!.slice(column - 1, endColumn - 1)
    expect(at.slice(1, -1)).toBe(specifier)
  }
})

test('what stands behind a mistake is still found, and the mistake is named', () => {
  const { imports, problem } = syntax.importsOf(
    'a.js',
    'import a from "a"\nconst = import 1\nimport c from "c"\n',
  )
  expect(imports.map(({ specifier }) => specifier)).toEqual(['a', 'c'])
  expect(problem).toMatch(/^Line \d cannot be read \(.*\); what stands behind it may be missed\.$/)
})

test('scripts that are no modules are read too', () => {
  expect(importsOf('a.cjs', 'with (a) {}\nreturn require("b")')).toEqual(['require b'])
})

test('a tree read in place says the same as one written out', async () => {
  const { parseSync } = await import('oxc-parser')
  const parse = await loadEcmaScriptParser()
  const text =
    'import a, { b as c } from "x"; export { d as e } from "y"; export * as f from "z"; import("é")'
  const file = parse('a.ts', text)
  const plain = parseSync('a.ts', text).module
  expect(
    file.module.staticImports.map(({ start, end, moduleRequest }) => [start, end, moduleRequest.value]),
  ).toEqual(plain.staticImports.map(({ start, end, moduleRequest }) => [start, end, moduleRequest.value]))
  expect(file.module.dynamicImports.length).toBe(plain.dynamicImports.length)
  file.dispose()
})
