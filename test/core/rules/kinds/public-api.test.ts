import { expect, test } from '@jest/globals'
import { changed, told } from './kit.ts'

const MANIFEST =
  '{"name": "x", "exports": {".": {"types": "./dist/index.d.ts", "import": "./dist/index.js"}, "./*": "./dist/parts/*.js"}, "bin": "./dist/main.js"}'
const around = (texts: Record<string, string>) => ({ read: (path: string) => texts[path] ?? null })
const context = around({ 'package.json': MANIFEST })

type Case = [title: string, path: string, before: string, after: string, evidence: string[]]

test.each<Case>([
  [
    'a new name',
    'src/index.ts',
    'export const a = 1',
    'export const a = 1\nexport function b() {}',
    ['2: exports the new name b'],
  ],
  [
    'a name that goes',
    'src/index.ts',
    'export const a = 1\nexport class B {}',
    'export const a = 1',
    ['no longer exports B'],
  ],
  [
    'another parameter',
    'src/index.ts',
    'export function a(x: string): void {}',
    'export function a(x: string, y = 1): void {}',
    ['1: changes the signature of a'],
  ],
  [
    'another result',
    'src/index.ts',
    'export const a = async (x: string): Promise<number> => 1',
    'export const a = async (x: string): Promise<string> => 1',
    ['1: changes the signature of a'],
  ],
  [
    'another member of an interface',
    'src/index.ts',
    'export interface A { a: 1 }',
    'export interface A { a: 1; b: 2 }',
    ['1: changes the signature of A'],
  ],
  [
    'another member of a union',
    'src/index.ts',
    "export type A =\n  | 'a'\n\nconst b = 1",
    "export type A =\n  | 'a'\n  | 'b'\n\nconst b = 1",
    ['1: changes the signature of A'],
  ],
  [
    'another body',
    'src/index.ts',
    'export function a(x: string): void {}',
    'export function a(x: string): void { x.trim() }',
    [],
  ],
  [
    'another layout and comments',
    'src/index.ts',
    'export function a(x: string): void {}',
    'export function a(\n  /** what */\n  x: string,\n): void {}',
    [],
  ],
  ['names that stay inside', 'src/index.ts', 'export const a = 1', 'export const a = 1\nconst b = 2', []],
  [
    'an export in a comment and in a string',
    'src/index.ts',
    'export const a = 1',
    "export const a = 1 // export const b\nconst c = 'export const d = 1'",
    [],
  ],
  [
    'lists, aliases and types',
    'src/index.ts',
    '',
    'const a = 1\ntype B = 1\nexport { a as c, type B }\nexport default a',
    ['3: exports the new name B', '3: exports the new name c', '4: exports the new name default'],
  ],
  [
    'destructuring',
    'src/index.ts',
    '',
    'export const { a, b: c, d = 1 } = x',
    ['1: exports the new name a', '1: exports the new name c', '1: exports the new name d'],
  ],
  [
    'a pattern of entry points',
    'src/parts/a.ts',
    'export const a = 1',
    'export const b = 1',
    ['1: exports the new name b of src/parts/a.ts', 'no longer exports a of src/parts/a.ts'],
  ],
  ['a file nobody can import', 'src/inner/a.ts', 'export const a = 1', 'export const b = 1', []],
  ['a command', 'src/main.ts', 'export const a = 1', 'export const b = 1', []],
])('%s (%s)', (_title, path, before, after, evidence) => {
  expect(told('public-api', [changed(path, before, after)], context)).toEqual(evidence)
})

test('names are followed through the modules that hand them on', () => {
  const texts = around({
    'package.json': MANIFEST,
    'src/index.ts': "export * from './a.js'\nexport { x as y } from './b'\n",
    'src/b.ts': 'export const x = 1',
  })
  const file = changed('src/a.ts', 'export const a = 1', 'export const b = 1\nexport default 1')
  expect(told('public-api', [file], texts)).toEqual(['1: exports the new name b', 'no longer exports a'])
  const signature = changed('src/b.ts', 'export function x(a: 1) {}', 'export function x(a: 2) {}')
  expect(told('public-api', [signature], texts)).toEqual(['1: changes the signature of y'])
})

test('a name that moves to another module behind the same entry point is no change', () => {
  const texts = around({
    'package.json': MANIFEST,
    'src/index.ts': "export * from './a.ts'\nexport * from './b.ts'",
  })
  const files = [changed('src/a.ts', 'export const a = 1', ''), changed('src/b.ts', '', 'export const a = 1')]
  expect(told('public-api', files, texts)).toEqual([])
})

test('modules in a circle end', () => {
  const texts = around({
    'package.json': MANIFEST,
    'src/index.ts': "export * from './a.ts'",
    'src/b.ts': "export * from './a.ts'",
  })
  const file = changed('src/a.ts', "export * from './b.ts'", "export * from './b.ts'\nexport const a = 1")
  expect(told('public-api', [file], texts)).toEqual(['2: exports the new name a'])
})

test('entry points themselves are told', () => {
  const before = '{"main": "a.js", "exports": {".": "./a.js"}, "bin": {"x": "x.js"}}'
  const after = '{"main": "b.js",\n"exports": {".": "./a.js",\n"./more": "./more.js"}}'
  expect(told('public-api', [changed('package.json', before, after)])).toEqual([
    '1: leads the entry point main to b.js instead of a.js',
    '3: adds the entry point ./more',
    'removes the entry point bin x',
  ])
  expect(
    told('public-api', [changed('package.json', before, before.replace('}}', '}, "version": "2.0.0"}'))]),
  ).toEqual([])
})

test('an application that declares no entry points offers nothing', () => {
  const app = around({ 'package.json': '{"private": true}' })
  expect(told('public-api', [changed('src/index.ts', '', 'export const a = 1')], app)).toEqual([])
})

test('a built file that is kept stands for itself', () => {
  const texts = around({
    'package.json': MANIFEST,
    'dist/index.js': 'export const a = 1',
    'dist/index.d.ts': '',
  })
  expect(told('public-api', [changed('src/index.ts', '', 'export const b = 1')], texts)).toEqual([])
})

test('CommonJS', () => {
  const commonJs = around({ 'package.json': '{"main": "./index"}' })
  const file = changed(
    'index.js',
    'module.exports = { a, b: 1 }',
    'module.exports = { a, c() { return { d } } }\nexports.e = 1',
  )
  expect(told('public-api', [file], commonJs)).toEqual([
    '1: exports the new name c',
    '2: exports the new name e',
    'no longer exports b',
  ])
})

test('a parser that knows better is asked for the names', () => {
  const asked = {
    ...context,
    exportsOf: (_path: string, text: string) => (text === 'one' ? [] : [{ name: 'two', line: 7 }]),
  }
  expect(told('public-api', [changed('src/index.ts', 'one', 'two')], asked)).toEqual([
    '7: exports the new name two',
  ])
})

test.each<Case>([
  [
    'Python, by __all__',
    'pkg/__init__.py',
    '__all__ = ["a"]',
    '__all__ = ["a",\n "b"]\nc = 1',
    ['2: exports the new name b'],
  ],
  [
    'Python, by its names',
    'src/pkg/__init__.py',
    'from .x import a',
    'from .x import (b as\n  c, d)\ndef _e(): pass\ndef f(): pass',
    [
      '1: exports the new name c',
      '1: exports the new name d',
      '4: exports the new name f',
      'no longer exports a',
    ],
  ],
  ['Python, a module inside', 'pkg/sub/__init__.py', 'a = 1', 'b = 1', []],
  [
    'Go',
    'a/a.go',
    'package a\nfunc A(x int) {}\ntype T struct{}\n',
    'package a\nfunc A(x, y int) {}\ntype T struct{}\nfunc (t *T) M() {}\nfunc b() {}\nconst (\n\tC = 1\n\td = 2\n)\n',
    ['2: changes the signature of A', '4: exports the new name T.M', '7: exports the new name C'],
  ],
  ['Go, an internal package', 'internal/a/a.go', 'package a\n', 'package a\nfunc A() {}\n', []],
  ['Go, a program', 'cmd/a.go', 'package main\n', 'package main\nfunc A() {}\n', []],
  [
    'Rust',
    'src/lib.rs',
    'pub fn a(x: u8) {}\npub use b::{c, d as e};',
    'pub fn a(x: u16) {}\npub use b::{c, f::*};\npub(crate) fn g() {}',
    ['1: changes the signature of a', '2: exports the new name f::*', 'no longer exports e'],
  ],
])('%s (%s)', (_title, path, before, after, evidence) => {
  expect(told('public-api', [changed(path, before, after)])).toEqual(evidence)
})

test('a Go function that moves to another file of its package is no change', () => {
  const files = [
    changed('a/a.go', 'package a\nfunc A() {}\n', 'package a\n'),
    changed('a/b.go', null, 'package a\nfunc A() {}\n'),
  ]
  expect(told('public-api', files)).toEqual([])
})
