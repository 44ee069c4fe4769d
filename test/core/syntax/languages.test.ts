import { expect, test } from '@jest/globals'
import { LANGUAGES, languageOf } from '../../../core/syntax/language.ts'
import { loadSyntax } from '../../../core/syntax/syntax.ts'

const syntax = await loadSyntax(LANGUAGES)

function importsOf(path: string, text: string): string[] {
  const { imports, problem } = syntax.importsOf(path, text)
  expect(problem).toBeNull()
  return imports.map(({ kind, specifier, names, computed }) =>
    [kind, computed ? `(${specifier})` : specifier, names.join(',')].filter(Boolean).join(' '),
  )
}

test.each([
  [
    'Python',
    'a.py',
    'import a.b as c, d\nfrom ..m import x as y, z\nfrom . import *\n',
    ['static a.b', 'static d', 'static ..m x,z', 'static . *'],
  ],
  [
    'Python for types only',
    'a.py',
    'if TYPE_CHECKING:\n    import t\nelse:\n    import u\n',
    ['type t', 'static u'],
  ],
  [
    'Python at run time',
    'a.py',
    'importlib.import_module("a.b")\n__import__(name)\n',
    ['dynamic a.b', 'dynamic (name)'],
  ],
  [
    'Go',
    'a.go',
    'package a\nimport "fmt"\nimport (\n\tx "a/b"\n\t. "c"\n\t_ `d`\n)\n',
    ['static fmt', 'static a/b', 'static c *', 'static d'],
  ],
  [
    'Java',
    'A.java',
    'import a.b.C;\nimport a.b.*;\nimport static a.b.C.f;\nimport static a.b.C.*;\n',
    ['static a.b.C', 'static a.b.*', 'static a.b.C f', 'static a.b.C *'],
  ],
  [
    'Kotlin',
    'a.kt',
    'package a\nimport a.b.C\nimport a.b.*\nimport a.`in`.D as E\n',
    ['static a.b.C', 'static a.b.*', 'static a.in.D'],
  ],
  [
    'Rust',
    'a.rs',
    'use a::{self, b::{C as D, *}};\npub use crate::x;\nextern crate y;\nmod m;\nmod n { use super::z; mod o; }\n',
    [
      'static a',
      'static a::b::C',
      'static a::b::*',
      'reexport crate::x',
      'static ::y',
      'module m m',
      'static self::z',
      'module n::o o',
    ],
  ],
  ['Rust with a path', 'a.rs', '#[path = "x/y.rs"]\nmod m;\n', ['module x/y.rs m']],
  [
    'Ruby',
    'a.rb',
    'require "a/b"\nrequire_relative "c"\nload("d.rb")\nautoload :X, "x"\nrequire "a#{b}"\nobject.load "no"\n',
    ['require a/b', 'relative c', 'require d.rb', 'dynamic x', 'require ("a#{b}")'],
  ],
  [
    'C#',
    'a.cs',
    'using A.B;\nglobal using C;\nusing static D.E;\nusing F = G.H;\nclass X { void M() { using (var a = b) { } using var c = d; } }\n',
    ['static A.B', 'static C', 'static D.E *', 'static G.H F'],
  ],
  [
    'PHP',
    'a.php',
    '<?php\nuse A\\B;\nuse C\\{D, E as F};\nuse function G\\h;\nrequire "a.php";\nrequire_once __DIR__ . "/b.php";\ninclude $c;\nclass X { use T; }\n$f = function () use ($x) {};\n',
    [
      'static A\\B',
      'static C\\D',
      'static C\\E',
      'static G\\h',
      'require a.php',
      'relative b.php',
      'require ($c)',
    ],
  ],
])('finds the imports of %s', (_, path, text, expected) => {
  expect(importsOf(path, text)).toEqual(expected)
})

test.each([
  [
    'TypeScript',
    'a.ts',
    'export const { a, b: [c] } = x\nexport default class D {}\nexport type T = 1\nexport { e as f } from "m"\nexport * from "n"\nexport * as o from "p"\n',
    ['a', 'c', 'default', 'T', 'f<m', '*<n', 'o<p'],
  ],
  ['Python', 'a.py', 'def f(): pass\nclass A: pass\nB = 1\n_c = 2\n', ['f', 'A', 'B']],
  ['Python with __all__', 'a.py', '__all__ = ["f"]\n__all__ += ["g"]\ndef h(): pass\n', ['f', 'g']],
  [
    'Go',
    'a.go',
    'package a\nfunc F() {}\nfunc g() {}\nfunc (t *T) M() {}\ntype T struct{}\nconst A, b = 1, 2\n',
    ['F', 'T.M', 'T', 'A'],
  ],
  [
    'Rust',
    'a.rs',
    'pub fn f() {}\nfn g() {}\npub(crate) fn h() {}\npub struct S;\npub use a::{b as c};\n',
    ['f', 'S', 'c<a::b'],
  ],
  ['Java', 'A.java', 'public class A {}\nclass B {}\npublic record R(int a) {}\n', ['A', 'R']],
  [
    'Kotlin',
    'a.kt',
    'class A\nprivate class B\ninternal fun c() {}\nfun d() {}\nval e = 1\n',
    ['A', 'd', 'e'],
  ],
  ['C#', 'a.cs', 'namespace N { public class A {} internal class B {} public enum E {} }\n', ['A', 'E']],
  ['PHP', 'a.php', '<?php\nnamespace N;\nclass A {}\nfunction f() {}\nconst C = 1;\n', ['A', 'f', 'C']],
])('lists what %s exports', (_, path, text, expected) => {
  const { exports, problem } = syntax.exportsOf(path, text)
  expect(problem).toBeNull()
  expect(exports.map(({ name, from }) => (from === undefined ? name : `${name}<${from}`))).toEqual(expected)
})

test.each([
  ['a comment', 'a.py', '# import a\n"""\nimport b\n"""\ns = "import c"\n'],
  ['a comment', 'a.go', 'package a\n// import "a"\nvar s = `import "b"`\n'],
  ['a comment', 'A.java', '/* import a.b; */ class A { String s = "import c.d;"; }\n'],
  ['a comment', 'a.kt', '/* /* import a.b */ */ val s = """\nimport c.d\n"""\n'],
  ['a comment', 'a.rs', '// use a::b;\nconst S: &str = r#"use c::d;"#;\n'],
  ['a heredoc', 'a.rb', 's = <<~A\n  require "a"\nA\n# require "b"\n'],
  ['a verbatim string', 'a.cs', 'class A { string s = @"\nusing B;\n"; /* using C; */ }\n'],
  ['a heredoc', 'a.php', '<?php\n$s = <<<A\nuse B\\C;\nA;\n// require "b";\n'],
])('nothing is imported by %s in %s', (_, path, text) => {
  expect(importsOf(path, text)).toEqual([])
})

test.each([
  ['src/a.MTS', 'TypeScript'],
  ['a.d.ts', 'TypeScript'],
  ['Rakefile', 'Ruby'],
  ['a.vue', null],
  ['constructor', null],
  ['a.constructor', null],
  ['.ts', 'TypeScript'],
])('%s is %s', (path, language) => {
  expect(languageOf(path)).toBe(language)
})

test('a broken line is a problem only when an import may stand in it', () => {
  expect(syntax.importsOf('a.py', 'import a\nx = = 1\n').problem).toBeNull()
  expect(syntax.importsOf('a.py', 'from a import (b\n').problem).toMatch(/^Line 1 cannot be read/)
})
