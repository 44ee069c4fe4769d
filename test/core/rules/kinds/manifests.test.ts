import { expect, test } from '@jest/globals'
import { changed, told } from './kit.ts'

const json = (value: unknown) => JSON.stringify(value, null, 2)

test.each<[title: string, path: string, before: string, after: string, evidence: string[]]>([
  [
    'a new dependency',
    'package.json',
    json({ dependencies: {} }),
    json({ dependencies: { 'left-pad': '1.3.0' } }),
    ['3: adds the dependency left-pad 1.3.0'],
  ],
  [
    'a raised version',
    'package.json',
    json({ dependencies: { a: '1' } }),
    json({ dependencies: { a: '2' } }),
    [],
  ],
  [
    'a move from dev to prod',
    'package.json',
    json({ devDependencies: { a: '1' } }),
    json({ dependencies: { a: '1' } }),
    [],
  ],
  ['a removed dependency', 'package.json', json({ dependencies: { a: '1' } }), json({}), []],
  [
    'a peer and a bundled one',
    'package.json',
    json({}),
    json({ peerDependencies: { a: '1' }, bundledDependencies: ['b'] }),
    ['3: adds the dependency a 1', '6: adds the dependency b'],
  ],
  [
    'an alias',
    'package.json',
    json({}),
    json({ dependencies: { a: 'npm:evil@1' } }),
    ['3: adds the dependency a npm:evil@1'],
  ],
  [
    'from the registry to git',
    'package.json',
    json({ dependencies: { a: '^1' } }),
    json({ dependencies: { a: 'git+https://host/a.git#v1' } }),
    ['3: takes a from git+https://host/a.git instead of the registry'],
  ],
  [
    'another commit of the same repository',
    'package.json',
    json({ dependencies: { a: 'github:o/a#1' } }),
    json({ dependencies: { a: 'github:o/a#2' } }),
    [],
  ],
  [
    'a short GitHub name',
    'package.json',
    json({ dependencies: { a: '1' } }),
    json({ dependencies: { a: 'o/a' } }),
    ['3: takes a from o/a instead of the registry'],
  ],
  ['a package of the workspace', 'package.json', json({}), json({ dependencies: { a: 'workspace:*' } }), []],
  [
    'a nested override',
    'package.json',
    json({}),
    json({ overrides: { a: { b: 'npm:c@1' } } }),
    ['4: overrides the dependency b with npm:c@1'],
  ],
  ['a new script', 'package.json', json({}), json({ scripts: { a: 'left-pad' } }), []],
  [
    'names every object has',
    'package.json',
    json({}),
    '{"dependencies": {"__proto__": "1", "constructor": "2"}}',
    ['1: adds the dependency __proto__ 1', '1: adds the dependency constructor 2'],
  ],
  [
    'broken JSON',
    'package.json',
    json({}),
    '{"dependencies": ',
    ['changes a list of dependencies that could not be read'],
  ],
  [
    'broken JSON that is mended',
    'package.json',
    '{',
    json({ dependencies: { a: '1' } }),
    ['changes a list of dependencies that could not be read on the base, so nobody can tell what is new'],
  ],
  [
    'a byte order mark',
    'package.json',
    json({}),
    `\ufeff${json({ dependencies: { a: '1' } })}`,
    ['3: adds the dependency a 1'],
  ],
  [
    'a catalog of pnpm',
    'pnpm-workspace.yaml',
    'packages: [a]\n',
    'packages: [a]\ncatalog:\n  react: ^19\n',
    ['3: adds the dependency react ^19'],
  ],
  [
    'another registry',
    '.npmrc',
    '',
    '@s:registry=https://npm.evil.example/\n',
    ['1: takes packages from https://npm.evil.example/'],
  ],
  [
    'an import map of Deno',
    'deno.json',
    '{}',
    '{\n// c\n"imports": {"a": "npm:chalk@5", "b": "./b.ts",}}',
    ['3: adds the dependency chalk 5'],
  ],

  [
    'PEP 621',
    'pyproject.toml',
    '[project]\ndependencies = []',
    '[project]\ndependencies = ["Requests[socks]>=2; python_version>\'3\'"]',
    ['2: adds the dependency requests >=2'],
  ],
  [
    'another spelling of the same name',
    'pyproject.toml',
    '[project]\ndependencies = ["zope.interface"]',
    '[project]\ndependencies = ["Zope_Interface>1"]',
    [],
  ],
  [
    'an extra and a group',
    'pyproject.toml',
    '',
    '[project.optional-dependencies]\ntest = ["pytest"]\n[dependency-groups]\ndev = ["ruff==1", {include-group = "x"}]',
    ['2: adds the dependency pytest', '4: adds the dependency ruff 1'],
  ],
  [
    'Poetry, with python itself',
    'pyproject.toml',
    '',
    '[tool.poetry.dependencies]\npython = "^3"\nflask = {git = "https://h/f.git"}',
    ['3: adds the dependency flask from https://h/f.git'],
  ],
  [
    'a source of uv',
    'pyproject.toml',
    '[project]\ndependencies = ["a"]',
    '[project]\ndependencies = ["a"]\n[tool.uv.sources]\na = { git = "https://h/a" }',
    ['4: takes a from https://h/a instead of the registry'],
  ],
  [
    'broken TOML',
    'pyproject.toml',
    '',
    '[project\n',
    ['changes a list of dependencies that could not be read'],
  ],
  [
    'requirements with hashes and markers',
    'requirements.txt',
    '',
    '# flask\nDjango==5.0 ; python_version > "3" \\\n  --hash=sha256:aa\n-r other.txt\n',
    ['2: adds the dependency django 5.0', '4: includes the dependencies of other.txt'],
  ],
  [
    'a requirement by address',
    'requirements-dev.txt',
    'a==1',
    'a @ git+https://h/a.git@v2',
    ['1: takes a from git+https://h/a.git instead of the registry'],
  ],
  [
    'an index beside the public one',
    'requirements/base.txt',
    'a',
    '--extra-index-url https://evil.example/simple\na',
    ['1: takes packages from https://evil.example/simple'],
  ],
  ['Pipfile', 'Pipfile', '[packages]\n', '[packages]\nflask = "*"\n', ['2: adds the dependency flask']],
  [
    'setup.cfg',
    'setup.cfg',
    '[options]\ninstall_requires =\n  a\n',
    '[options]\ninstall_requires =\n  a\n  b>=1\n[flake8]\nignore =\n  E501\n',
    ['4: adds the dependency b >=1'],
  ],
  [
    'setup.py',
    'setup.py',
    'setup(name="x")',
    'setup(name="x", install_requires=["a", # "z"\n "b<2"], extras_require={"dev": ["c"]}, keywords=["d"])',
    ['1: adds the dependency a', '2: adds the dependency b <2', '2: adds the dependency c'],
  ],

  [
    'go.mod',
    'go.mod',
    'module m\n\ngo 1.24\n',
    'module m\n\ngo 1.24\n\nrequire (\n\tgithub.com/a/b v1.2.0 // indirect\n)\nreplace github.com/a/b => ../b\n',
    ['6: adds the dependency github.com/a/b v1.2.0', '6: overrides the dependency github.com/a/b with ../b'],
  ],
  [
    'a raised version in go.mod',
    'go.mod',
    'module m\nrequire a.b/c v1.0.0',
    'module m\nrequire a.b/c v1.1.0',
    [],
  ],
  [
    'Cargo, for one target',
    'Cargo.toml',
    '[package]\nname = "x"',
    '[package]\nname = "x"\n[target.\'cfg(unix)\'.dependencies]\nlibc = { version = "0.2" }',
    ['4: adds the dependency libc 0.2'],
  ],
  [
    'a crate from git',
    'Cargo.toml',
    '[dependencies]\nserde = "1"',
    '[dependencies]\nserde = { git = "https://h/serde" }',
    ['2: takes serde from https://h/serde instead of the registry'],
  ],
  [
    'Gemfile',
    'Gemfile',
    'source "https://rubygems.org"\n',
    'source "https://rubygems.org"\ngem "rails", "~> 8"\n# gem "no"\n',
    ['2: adds the dependency rails ~> 8'],
  ],
  [
    'gemspec',
    'x.gemspec',
    '',
    'spec.add_development_dependency "rake", "1"',
    ['1: adds the dependency rake 1'],
  ],
  [
    'composer',
    'composer.json',
    '{}',
    json({ require: { php: '>=8', 'monolog/monolog': '^3' } }),
    ['4: adds the dependency monolog/monolog ^3'],
  ],
  [
    'Maven',
    'pom.xml',
    '<project/>',
    '<project>\n<dependencies>\n<dependency>\n<groupId>g</groupId>\n<artifactId>art</artifactId>\n<version>1</version>\n</dependency>\n</dependencies>\n</project>',
    ['5: adds the dependency g:art 1'],
  ],
  [
    'broken XML',
    'pom.xml',
    '<project/>',
    '<project>',
    ['changes a list of dependencies that could not be read'],
  ],
  [
    'Gradle',
    'build.gradle.kts',
    'dependencies {\n}',
    'dependencies {\n  implementation("com.a:b:1.0")\n  // api("x:y:1")\n  testImplementation(libs.junit)\n}',
    ['2: adds the dependency com.a:b 1.0', '4: adds the dependency libs.junit'],
  ],
  [
    'a catalog of Gradle',
    'gradle/libs.versions.toml',
    '',
    '[libraries]\nb = { module = "com.a:b", version = "1" }',
    ['2: adds the dependency com.a:b 1'],
  ],
  [
    'NuGet',
    'a/b.csproj',
    '<Project/>',
    '<Project><ItemGroup>\n<PackageReference Include="Serilog" Version="4" />\n</ItemGroup></Project>',
    ['2: adds the dependency serilog 4'],
  ],
  [
    'pub',
    'pubspec.yaml',
    'name: x\n',
    'name: x\ndependencies:\n  flutter:\n    sdk: flutter\n  http: ^1\n',
    ['5: adds the dependency http ^1'],
  ],
  [
    'an image in a Dockerfile',
    'Dockerfile',
    'FROM node:24\n',
    'FROM node:25 AS build\nFROM build AS x\nFROM evil/image:1\n',
    ['3: adds the dependency evil/image 1'],
  ],
  [
    'a hook of pre-commit',
    '.pre-commit-config.yaml',
    'repos: []',
    'repos:\n- repo: https://h/x\n  rev: v1\n',
    ['2: adds the dependency https://h/x v1'],
  ],
])('%s in %s', (_title, path, before, after, evidence) => {
  expect(told('dependency-added', [changed(path, before, after)])).toEqual(evidence)
})

test('a dependency that moves from one package of the repository to another is not new', () => {
  const [without, withA] = [json({ dependencies: {} }), json({ dependencies: { a: '1' } })]
  const moved = [changed('one/package.json', withA, without), changed('two/package.json', without, withA)]
  expect(told('dependency-added', moved)).toEqual([])
  expect(told('dependency-added', [...moved, changed('three/package.json', without, withA)])).toHaveLength(1)
})

test('a moved manifest adds only what it did not hold', () => {
  const file = changed(
    'new/package.json',
    json({ dependencies: { a: '1' } }),
    json({ dependencies: { a: '1', b: '2' } }),
    { renamedFrom: 'old/package.json' },
  )
  expect(told('dependency-added', [file])).toEqual(['4: adds the dependency b 2'])
})

test('a manifest that is no text any more counts as one that could not be read', () => {
  expect(told('dependency-added', [changed('package.json', '{}', null, { status: 'modified' })])).toEqual([
    'changes a list of dependencies that could not be read',
  ])
})

test('hundreds of new dependencies are counted, not listed', () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`p${index}`, '1']))
  const found = told('dependency-added', [changed('package.json', '{}', json({ dependencies: many }))])
  expect(found).toHaveLength(21)
  expect(found.at(-1)).toBe('adds 280 more packages')
})
