import { expect, test } from '@jest/globals'
import { createResolver } from '../../../core/imports/resolver.ts'
import type { ImportKind } from '../../../core/syntax/import.ts'

type Case = {
  files: Record<string, string>
  from: string
  specifier: string
  names?: string[]
  kind?: ImportKind
}

function resolve({ files, from, specifier, names = [], kind = 'static' }: Case): string {
  const resolver = createResolver({
    paths: new Set([...Object.keys(files), from]),
    read: (path) => files[path] ?? '',
  })
  const found = resolver.resolve(from, {
    specifier,
    kind,
    names,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
  })
  if (found.kind === 'file') return found.path
  if (found.kind === 'files') return found.paths.join(' ')
  return found.kind === 'unresolved' ? `? ${found.why}` : `${found.kind} ${found.name}`
}

const go = {
  'go.mod':
    'module example.com/m\n\nrequire (\n\tgithub.com/lib/pq v1.0.0 // indirect\n)\nreplace other.org/x => ./x\n',
  'a/a.go': '',
  'a/a_test.go': '',
  'a/b.go': '',
  'x/x.go': '',
}
const cargo = {
  'Cargo.toml': '[package]\nname = "my-app"\n[dependencies]\nserde = "1"\nutil = { path = "util" }\n',
  'src/lib.rs': '',
  'src/a.rs': '',
  'src/a/b.rs': '',
  'util/Cargo.toml': '[package]\nname = "util"\n',
  'util/src/lib.rs': '',
  'util/src/x.rs': '',
}
const java = {
  'app/src/main/java/a/b/C.java': '',
  'app/src/main/java/a/b/D.java': '',
  'lib/src/a/b/C.java': '',
}
const php = { 'composer.json': '{"autoload":{"psr-4":{"App\\\\":"src/"}}}', 'src/Model/User.php': '' }

test.each([
  [
    'Python: a module',
    { files: { 'a/__init__.py': '', 'a/b.py': '' }, from: 'c.py', specifier: 'a.b' },
    'a/b.py',
  ],
  [
    'Python: a module that is taken by name',
    { files: { 'a/__init__.py': '', 'a/b.py': '' }, from: 'c.py', specifier: 'a', names: ['b', 'x'] },
    'a/__init__.py a/b.py',
  ],
  [
    'Python: the src layout',
    { files: { 'src/a/__init__.py': '', 'src/a/b.py': '' }, from: 'tests/t.py', specifier: 'a.b' },
    'src/a/b.py',
  ],
  [
    'Python: a declared folder',
    {
      files: { 'pyproject.toml': '[tool.setuptools.package-dir]\n"" = "code"\n', 'code/a.py': '' },
      from: 't.py',
      specifier: 'a',
    },
    'code/a.py',
  ],
  [
    'Python: from the package above',
    { files: { 'a/__init__.py': '', 'a/m.py': '' }, from: 'a/b/c.py', specifier: '..m', names: ['f'] },
    'a/m.py',
  ],
  [
    'Python: a namespace package',
    { files: { 'a/b.py': '' }, from: 'c.py', specifier: 'a', names: ['b'] },
    'a/b.py',
  ],
  [
    'Python: what is missing here',
    { files: { 'a/__init__.py': '' }, from: 'c.py', specifier: 'a.b' },
    '? "a.b" is not in a, which is in the repository.',
  ],
  ['Python: the library', { files: {}, from: 'c.py', specifier: 'os.path' }, 'builtin os.path'],
  ['Python: a package', { files: {}, from: 'c.py', specifier: 'requests.adapters' }, 'package requests'],
  [
    'Go: a package of the module',
    { files: go, from: 'main.go', specifier: 'example.com/m/a' },
    'a/a.go a/b.go',
  ],
  ['Go: a replaced module', { files: go, from: 'main.go', specifier: 'other.org/x' }, 'x/x.go'],
  [
    'Go: a package that is missing',
    { files: go, from: 'main.go', specifier: 'example.com/m/z' },
    '? "example.com/m/z" leads to z, where no Go file is.',
  ],
  [
    'Go: a required module',
    { files: go, from: 'main.go', specifier: 'github.com/lib/pq/oid' },
    'package github.com/lib/pq',
  ],
  ['Go: the library', { files: go, from: 'main.go', specifier: 'net/http' }, 'builtin net/http'],
  [
    'Java: the nearest class',
    { files: java, from: 'lib/src/x/Y.java', specifier: 'a.b.C' },
    'lib/src/a/b/C.java',
  ],
  [
    'Java: a type inside of a class',
    { files: java, from: 'app/src/main/java/x/Y.java', specifier: 'a.b.C.Inner' },
    'app/src/main/java/a/b/C.java',
  ],
  [
    'Java: a whole package',
    { files: java, from: 'app/src/main/java/x/Y.java', specifier: 'a.b.*' },
    'app/src/main/java/a/b/C.java app/src/main/java/a/b/D.java',
  ],
  [
    'Java: the library',
    { files: java, from: 'A.java', specifier: 'java.util.List' },
    'builtin java.util.List',
  ],
  [
    'Java: a package from elsewhere',
    { files: java, from: 'A.java', specifier: 'org.junit.Test' },
    'package org.junit',
  ],
  [
    'Kotlin: a function',
    {
      files: { 'src/a/x.kt': 'fun String.hello() = 1\n', 'src/a/y.kt': 'fun other() = 1\n' },
      from: 'src/b/z.kt',
      specifier: 'a.hello',
    },
    'src/a/x.kt',
  ],
  ['Rust: from the root', { files: cargo, from: 'src/lib.rs', specifier: 'crate::a::b::C' }, 'src/a/b.rs'],
  ['Rust: the module above', { files: cargo, from: 'src/a/b.rs', specifier: 'super::X' }, 'src/a.rs'],
  [
    'Rust: a declared module',
    { files: cargo, from: 'src/a.rs', specifier: 'b', kind: 'module' as const },
    'src/a/b.rs',
  ],
  [
    'Rust: a crate of the repository',
    { files: cargo, from: 'src/lib.rs', specifier: 'util::x::Y' },
    'util/src/x.rs',
  ],
  [
    'Rust: a dependency',
    { files: cargo, from: 'src/lib.rs', specifier: 'serde::Deserialize' },
    'package serde',
  ],
  ['Rust: the library', { files: cargo, from: 'src/lib.rs', specifier: 'std::fmt' }, 'builtin std::fmt'],
  [
    'Ruby: beside the file',
    { files: { 'lib/a/b.rb': '' }, from: 'lib/a/c.rb', specifier: 'b', kind: 'relative' as const },
    'lib/a/b.rb',
  ],
  [
    'Ruby: on the load path',
    { files: { 'lib/a/b.rb': '' }, from: 'spec/c.rb', specifier: 'a/b', kind: 'require' as const },
    'lib/a/b.rb',
  ],
  [
    'Ruby: a gem',
    { files: {}, from: 'a.rb', specifier: 'rails/all', kind: 'require' as const },
    'package rails',
  ],
  [
    'C#: a namespace',
    {
      files: { 'A/x.cs': 'namespace My.Models;\n', 'B/y.cs': 'namespace My.Models { }\n' },
      from: 'c.cs',
      specifier: 'My.Models',
    },
    'A/x.cs B/y.cs',
  ],
  ['C#: the library', { files: {}, from: 'c.cs', specifier: 'System.Linq' }, 'builtin System.Linq'],
  [
    'PHP: a class by PSR-4',
    { files: php, from: 'src/a.php', specifier: 'App\\Model\\User' },
    'src/Model/User.php',
  ],
  [
    'PHP: a class that is missing',
    { files: php, from: 'src/a.php', specifier: 'App\\Nope' },
    '? "App\\Nope" belongs to src by composer.json and is not there.',
  ],
  [
    'PHP: a package',
    { files: php, from: 'src/a.php', specifier: 'Symfony\\Component\\Yaml\\Yaml' },
    'package Symfony\\Component',
  ],
] as [string, Case, string][])('%s', (_, asked, expected) => {
  expect(resolve(asked)).toBe(expected)
})
