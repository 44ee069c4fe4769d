import { expect, test } from '@jest/globals'
import { changed, told } from './kit.ts'

const npm = (packages: Record<string, unknown>) => JSON.stringify({ lockfileVersion: 3, packages }, null, 2)
const at = (host: string, name: string, version: string) => `https://${host}/${name}/-/${name}-${version}.tgz`
const YARN = '# yarn lockfile v1\n\n'
const yarn = (version: string, resolved: string, integrity = 'sha512-a') =>
  `${YARN}a@^1:\n  version "${version}"\n  resolved "${resolved}"\n  integrity ${integrity}\n`
const cargo = (
  name: string,
  version: string,
  checksum: string,
  source = 'registry+https://github.com/rust-lang/crates.io-index',
) =>
  `version = 4\n\n[[package]]\nname = "${name}"\nversion = "${version}"\nsource = "${source}"\nchecksum = "${checksum}"\n`

test.each<[title: string, path: string, before: string, after: string, evidence: string[]]>([
  [
    'a new package',
    'package-lock.json',
    npm({}),
    npm({ 'node_modules/a/node_modules/@s/b': { version: '1.0.0' } }),
    ['4: adds @s/b 1.0.0 to the lockfile'],
  ],
  [
    'a raised version',
    'package-lock.json',
    npm({ 'node_modules/a': { version: '1', integrity: 'sha512-a' } }),
    npm({ 'node_modules/a': { version: '2', integrity: 'sha512-b' } }),
    [],
  ],
  [
    'a package of the workspace',
    'package-lock.json',
    npm({}),
    npm({ 'packages/a': { version: '1' }, 'node_modules/a': { link: true, resolved: 'packages/a' } }),
    [],
  ],
  [
    'another checksum, the same version',
    'package-lock.json',
    npm({ 'node_modules/a': { version: '1', integrity: 'sha512-a' } }),
    npm({ 'node_modules/a': { version: '1', integrity: 'sha512-b' } }),
    ['6: changes the checksum of a 1 while its version stays the same'],
  ],
  [
    'a stronger checksum',
    'package-lock.json',
    npm({ 'node_modules/a': { version: '1', integrity: 'sha1-a' } }),
    npm({ 'node_modules/a': { version: '1', integrity: 'sha512-b' } }),
    [],
  ],
  [
    'a weaker checksum',
    'package-lock.json',
    npm({ 'node_modules/a': { version: '1', integrity: 'sha512-a' } }),
    npm({ 'node_modules/a': { version: '1', integrity: 'sha1-b' } }),
    ['6: changes the checksum of a 1 while its version stays the same'],
  ],
  [
    'no checksum any more',
    'npm-shrinkwrap.json',
    npm({ 'node_modules/a': { version: '1', integrity: 'sha512-a' } }),
    npm({ 'node_modules/a': { version: '1' } }),
    ['drops the checksum of a 1'],
  ],
  [
    'another host',
    'package-lock.json',
    npm({ 'node_modules/a': { version: '1', resolved: at('registry.npmjs.org', 'a', '1') } }),
    npm({ 'node_modules/a': { version: '1', resolved: at('evil.example', 'a', '1') } }),
    ['6: takes a from https://evil.example/a/-/a-*.tgz instead of the registry'],
  ],
  [
    'another package of the same host',
    'package-lock.json',
    npm({ 'node_modules/a': { version: '1', resolved: at('registry.npmjs.org', 'a', '1') } }),
    npm({ 'node_modules/a': { version: '1', resolved: at('registry.npmjs.org', 'b', '1') } }),
    ['6: takes a from https://registry.npmjs.org/b/-/b-*.tgz instead of the registry'],
  ],
  [
    'the same company registry',
    'package-lock.json',
    npm({ 'node_modules/a': { version: '1', resolved: at('npm.corp.example', 'a', '1') } }),
    npm({ 'node_modules/a': { version: '2', resolved: at('npm.corp.example', 'a', '2') } }),
    [],
  ],
  [
    'an alias',
    'package-lock.json',
    npm({ 'node_modules/a': { version: '1' } }),
    npm({ 'node_modules/a': { name: 'evil', version: '1' } }),
    ['5: takes a from npm:evil instead of the registry'],
  ],
  [
    'lockfile version 1',
    'package-lock.json',
    '{"lockfileVersion": 1}',
    '{"lockfileVersion": 1, "dependencies": {"a": {"version": "1", "dependencies": {"b": {"version": "2"}}}}}',
    ['1: adds a 1 to the lockfile', '1: adds b 2 to the lockfile'],
  ],
  ['something else', 'package-lock.json', npm({}), '[]', ['changes a lockfile that could not be read']],
  [
    'yarn',
    'yarn.lock',
    YARN,
    yarn('1.0.0', at('registry.yarnpkg.com', 'a', '1.0.0')),
    ['3: adds a 1.0.0 to the lockfile'],
  ],
  [
    'yarn, from elsewhere',
    'yarn.lock',
    yarn('1.0.0', at('registry.yarnpkg.com', 'a', '1.0.0')),
    yarn('1.0.1', 'https://evil.example/a-1.0.1.tgz'),
    ['5: takes a from https://evil.example/a-*.tgz instead of the registry'],
  ],
  [
    'yarn, the two names of one registry',
    'yarn.lock',
    yarn('1.0.0', at('registry.yarnpkg.com', 'a', '1.0.0')),
    yarn('1.0.0', at('registry.npmjs.org', 'a', '1.0.0')),
    [],
  ],
  ['what is no yarn.lock', 'yarn.lock', YARN, 'a', ['changes a lockfile that could not be read']],
  [
    'berry',
    'yarn.lock',
    '__metadata:\n  version: 8\n',
    '__metadata:\n  version: 8\n\n"a@npm:^1, a@npm:^1.2":\n  version: 1.2.0\n  resolution: "a@npm:1.2.0"\n  checksum: 10c0/ab\n\n"me@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "me@workspace:."\n  linkType: soft\n',
    ['4: adds a 1.2.0 to the lockfile'],
  ],
  [
    'pnpm 9',
    'pnpm-lock.yaml',
    "lockfileVersion: '9.0'\n",
    "lockfileVersion: '9.0'\npackages:\n  '@s/a@1.0.0':\n    resolution: {integrity: sha512-a}\n",
    ['3: adds @s/a 1.0.0 to the lockfile'],
  ],
  [
    'pnpm 5 and 6 name the same package',
    'pnpm-lock.yaml',
    'lockfileVersion: 5.4\npackages:\n  /@s/a/1.0.0_b@2:\n    dev: true\n',
    "lockfileVersion: '6.0'\npackages:\n  /@s/a@1.0.0(b@2):\n    dev: true\n",
    [],
  ],
  [
    'pnpm, a tarball',
    'pnpm-lock.yaml',
    "lockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {integrity: sha512-a}\n",
    "lockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {tarball: 'https://evil.example/a.tgz'}\n",
    ['4: takes a from https://evil.example/a.tgz instead of the registry'],
  ],
  [
    'bun',
    'bun.lock',
    '{"lockfileVersion": 1, "packages": {}}',
    '{"lockfileVersion": 1,\n"packages": {\n"a": ["a@1.0.0", "", {}, "sha512-x"],\n},}',
    ['3: adds a 1.0.0 to the lockfile'],
  ],
  [
    'poetry',
    'poetry.lock',
    '',
    '[[package]]\nname = "Flask"\nversion = "3"\nfiles = [{file = "x", hash = "sha256:aa"}]\n',
    ['2: adds flask 3 to the lockfile'],
  ],
  [
    'a new wheel of the same version',
    'poetry.lock',
    '[[package]]\nname = "a"\nversion = "3"\nfiles = [{file = "x", hash = "sha256:aa"}]\n',
    '[[package]]\nname = "a"\nversion = "3"\nfiles = [{file = "x", hash = "sha256:aa"}, {file = "y", hash = "sha256:bb"}]\n',
    [],
  ],
  [
    'uv, without the project itself',
    'uv.lock',
    'version = 1',
    'version = 1\n[[package]]\nname = "me"\nsource = { virtual = "." }\n[[package]]\nname = "a"\nversion = "1"\nsource = { registry = "https://pypi.org/simple" }\n',
    ['6: adds a 1 to the lockfile'],
  ],
  [
    'uv, from another index',
    'uv.lock',
    '[[package]]\nname = "a"\nversion = "1"\nsource = { registry = "https://pypi.org/simple" }\n',
    '[[package]]\nname = "a"\nversion = "1"\nsource = { registry = "https://evil.example/simple" }\n',
    ['4: takes a from https://evil.example/simple instead of the registry'],
  ],
  [
    'Pipfile.lock',
    'Pipfile.lock',
    '{"default": {}}',
    '{"default": {"a": {"version": "==1"}}}',
    ['1: adds a 1 to the lockfile'],
  ],
  [
    'Cargo',
    'Cargo.lock',
    'version = 4',
    `${cargo('a', '1.0.0', 'ab')}[[package]]\nname = "me"\nversion = "0.1.0"\n`,
    ['4: adds a 1.0.0 to the lockfile'],
  ],
  [
    'Cargo, another checksum',
    'Cargo.lock',
    cargo('a', '1.0.0', 'ab'),
    cargo('a', '1.0.0', 'cd'),
    ['7: changes the checksum of a 1.0.0 while its version stays the same'],
  ],
  [
    'Cargo, from git',
    'Cargo.lock',
    cargo('a', '1.0.0', 'ab'),
    cargo('a', '1.0.0', 'ab', 'git+https://h/a?rev=1#12'),
    ['6: takes a from git+https://h/a instead of the registry'],
  ],
  [
    'Go',
    'go.sum',
    '',
    'a.b/c v1.0.0 h1:x=\na.b/c v1.0.0/go.mod h1:y=\nd.e/f v1.0.0/go.mod h1:z=\n',
    ['1: adds a.b/c v1.0.0 to the lockfile'],
  ],
  [
    'Go, another checksum',
    'go.sum',
    'a.b/c v1.0.0 h1:x=\n',
    'a.b/c v1.0.0 h1:y=\n',
    ['1: changes the checksum of a.b/c v1.0.0 while its version stays the same'],
  ],
  [
    'Bundler',
    'Gemfile.lock',
    'GEM\n  remote: https://rubygems.org/\n  specs:\n    a (1.0)\n',
    'GEM\n  remote: https://rubygems.org/\n  specs:\n    a (1.1)\n      b (>= 1)\n    b (2.0)\n',
    ['5: adds b 2.0 to the lockfile'],
  ],
  [
    'Composer',
    'composer.lock',
    '{"packages": []}',
    '{"packages": [{"name": "a/b", "version": "1.0", "dist": {"url": "https://api.github.com/repos/a/b/zipball/0123456789012345678901234567890123456789"}}]}',
    ['1: adds a/b 1.0 from https://api.github.com/repos/a/b/zipball/* to the lockfile'],
  ],
  [
    'NuGet',
    'packages.lock.json',
    '{"version": 1, "dependencies": {}}',
    '{"version": 1, "dependencies": {"net9.0": {"A": {"type": "Direct", "resolved": "1.0"}, "Me": {"type": "Project"}}}}',
    ['1: adds a 1.0 to the lockfile'],
  ],
])('%s in %s', (_title, path, before, after, evidence) => {
  expect(told('dependency-added', [changed(path, before, after)])).toEqual(evidence)
})

test('another lockfile for the same packages adds none, however it writes them', () => {
  const files = [
    changed('yarn.lock', yarn('1.0.0', at('registry.yarnpkg.com', 'a', '1.0.0')), null),
    changed(
      'pnpm-lock.yaml',
      null,
      "lockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {integrity: sha512-a}\n  b@1.0.0:\n    resolution: {integrity: sha512-b}\n",
    ),
  ]
  expect(told('dependency-added', files)).toEqual(['5: adds b 1.0.0 to the lockfile'])
})

test("Bun's binary lockfile cannot be read, and says so", () => {
  expect(
    told('dependency-added', [changed('bun.lockb', null, null, { status: 'modified', binary: true })]),
  ).toEqual(['changes a lockfile that could not be read'])
})
