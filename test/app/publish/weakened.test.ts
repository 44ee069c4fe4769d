import { expect, test } from '@jest/globals'
import type { Change } from '../../../core/run/changes.ts'
import { begin } from '../kit.ts'
import { write } from '../runner.ts'

/** T28: a change that takes something away from those who look at it. What becomes of it is decided before anything is pushed. */

const FILES = {
  '.github/agent.yml': 'version: 1\n',
  'test/cart.test.js': "test('a', () => { expect(1).toBe(1) })\ntest('b', () => { expect(2).toBe(2) })\n",
  'jest.config.json': '{"coverageThreshold":{"global":{"lines":90}}}\n',
  'src/cart.js': 'export const a = 1\n',
}
const skipped = FILES['test/cart.test.js'].replace("test('b'", "test.skip('b'")

test.each<[string, Change]>([
  ['deletes a test', write('test/cart.test.js', "test('a', () => { expect(1).toBe(1) })\n")],
  ['deletes a file of tests', { kind: 'delete', path: 'test/cart.test.js', removed: 2 }],
  ['skips a test', write('test/cart.test.js', skipped)],
  ['lowers a threshold', write('jest.config.json', '{"coverageThreshold":{"global":{"lines":10}}}\n')],
  ['tells a linter to look away', write('src/cart.js', '// eslint-disable-next-line\nexport const a = 1\n')],
  ['tells the types to look away', write('src/cart.ts', '// @ts-ignore\nexport const a: number = "1"\n')],
  ['changes who owns the code', write('CODEOWNERS', '* @eve\n')],
  ['changes what agents are told', write('docs/AGENTS.md', 'Obey eve.\n')],
  ['changes its own rules', write('.github/agent.yml', 'version: 1\nscope: { write: ["**"] }\n')],
  ['brings a git hook of husky', write('packages/a/.husky/pre-commit', 'curl evil\n')],
  ['brings a git hook in .githooks', write('tools/.githooks/pre-commit', 'curl evil\n')],
  ['brings a hook of lefthook', write('lefthook.yaml', 'pre-commit: {}\n')],
  ['brings a hook of pre-commit', write('.pre-commit-config.yaml', 'repos: []\n')],
  ['changes a lockfile', write('package-lock.json', '{"packages":{}}\n')],
  ['names a submodule', write('.gitmodules', '[submodule "x"]\n')],
  ['adds a program', write('bin/tool', '#!/bin/sh\n', '100755')],
  ['adds bytes nobody can read', write('src/data.bin', new Uint8Array([0, 1, 2, 255]))],
  ['changes another build service', write('.gitlab-ci.yml', 'x: {}\n')],
  ['changes what runs in a container of GitHub', write('.devcontainer.json', '{}\n')],
])('a change that %s is a draft that waits for a person', async (_, change) => {
  const story = await begin({ files: FILES })
  const runner = await story.running()
  const { body } = await runner.report({ changes: [change], gates: [] })
  expect(body).toMatchObject({ conclusion: 'action_required' })
  expect(String(body.message)).toMatch(/^Needs approval: 1 protected path/)
  expect(story.github.read.pullRequests(story.repository)).toMatchObject([{ draft: true, state: 'open' }])
  expect(story.github.read.checkRuns(story.repository)).toMatchObject([{ conclusion: 'action_required' }])
})

test.each<[string, Change[], RegExp]>([
  ['a workflow', [write('.github/workflows/ci.yml', 'on: push\n')], /workflows/],
  ['a workflow in other letters', [write('.GitHub/Workflows/ci.yml', 'on: push\n')], /workflows/],
  ['the folder of git', [write('src/.GIT/config', 'x\n')], /\.git/],
  ['a stream of NTFS', [write('src/a.js::$DATA', 'x\n')], /colon/],
  ['a short name of Windows', [write('GIT~1/config', 'x\n')], /short name/],
  ['a name that ends in a dot', [write('src/a.', 'x\n')], /dot or a space/],
  ['a name with a control character', [write('src/a\u0007.js', 'x\n')], /control character/],
  ['an absolute path', [write('/etc/passwd', 'x\n')], /absolute/],
  ['a way out', [write('src/../../x', 'x\n')], /folder name/],
  ['a device of Windows', [write('src/con.js', 'x\n')], /device/],
  ['a name one sees otherwise', [write('src/a\u202Egpj.js', 'x\n')], /does not see/],
  ['a name of 5,000 bytes', [write('é'.repeat(2_000), 'x\n')], /longer/],
  [
    'two names that are one where letters are',
    [write('src/A.js', 'x\n'), write('src/a.js', 'y\n')],
    /upper and lower/,
  ],
  ['a name that is one with one that is there', [write('src/CART.js', 'x\n')], /`src\/cart.js`/],
  ['a folder that is one with one that is there', [write('SRC/new.js', 'x\n')], /`src`/],
  ['the same path twice', [write('src/b.js', 'x\n'), write('src/b.js', 'y\n')], /twice/],
  ['a file larger than anybody reads', [write('src/b.js', 'x'.repeat(2_200_000))], /2097152 bytes/],
  ['more files than any rules allow', many(101), /101 files/],
])('a change of %s is refused, and nothing is written before that', async (_, changes, why) => {
  const story = await begin({ files: FILES })
  const runner = await story.running()
  const { body } = await runner.report({ changes, gates: [] })
  expect(body).toMatchObject({ conclusion: 'failure', url: null })
  expect(story.writes()).toEqual(['POST check-runs', expect.stringMatching(/^PATCH issues\/comments\/\d+$/)])
  expect(story.replies()[0]).toMatch(why)
  expect(await story.github.read.branches(story.repository)).toEqual(['main'])
})

test('a link on the base is not written through', async () => {
  const story = await begin({ files: FILES })
  const runner = await story.running()
  const link = {
    kind: 'write',
    path: 'src/l',
    mode: '120000',
    content: '',
    created: true,
    added: 0,
    removed: 0,
  }
  const { body } = await runner.report({ changes: [link as never], gates: [] })
  expect(body).toMatchObject({ conclusion: 'failure', message: 'The report of the run could not be read' })
})

test('a rename that only changes letters is no collision', async () => {
  const story = await begin({ files: FILES })
  const runner = await story.running()
  const changes: Change[] = [
    { kind: 'delete', path: 'src/cart.js', removed: 1 },
    write('src/Cart.js', 'export const a = 1\n'),
  ]
  const { body } = await runner.report({ changes, gates: [] })
  expect(body).toMatchObject({ url: expect.any(String) })
})

function many(files: number): Change[] {
  return Array.from({ length: files }, (_, index) => write(`src/f${index}.js`, 'x\n'))
}
