import { Buffer } from 'node:buffer'
import { describe, expect, test } from '@jest/globals'
import { judgeChanges } from '../../../core/rules/judge-changes.ts'
import type { Change } from '../../../core/run/changes.ts'
import { harnessOf } from '../harness/harness-of.ts'

const harness = harnessOf(
  "version: 1\nscope: { write: ['**'], protect: [db/**], deny: [vendor/**] }\nlimits: { files: 4, lines: 20 }",
)
const write = (
  path: string,
  more: Partial<Extract<Change, { kind: 'write' }>> & { text?: string } = {},
): Change => {
  const { text = 'a\n', ...rest } = more
  return {
    kind: 'write',
    path,
    mode: '100644',
    content: Buffer.from(text).toString('base64'),
    created: true,
    added: 1,
    removed: 0,
    ...rest,
  }
}
const remove = (path: string, removed = 1): Change => ({ kind: 'delete', path, removed })
const judge = (...changes: Change[]) => judgeChanges(changes, harness)

test('A change within the scope passes', () => {
  expect(judge(write('a.ts'), remove('b.ts'))).toEqual({ refused: [], protectedPaths: [], overCaps: null })
})

test('Nothing changed is nothing refused', () => {
  expect(judge()).toEqual({ refused: [], protectedPaths: [], overCaps: null })
})

test('Every path is judged, deleted ones too', () => {
  const { refused, protectedPaths } = judge(
    write('vendor/a.js'),
    remove('.github/workflows/ci.yml'),
    write('db/1.sql'),
    remove('AGENTS.md'),
  )
  expect(refused.map(({ path }) => path)).toEqual(['vendor/a.js', '.github/workflows/ci.yml'])
  expect(protectedPaths).toEqual(['db/1.sql', 'AGENTS.md'])
})

test('A path that leaves the repository is refused with its reason', () => {
  expect(judge(write('../../etc/passwd')).refused).toEqual([
    {
      path: '../../etc/passwd',
      why: 'The path has the folder name ".."; write a plain path inside the repository.',
    },
  ])
})

describe('What a person cannot read line by line needs one', () => {
  test.each([
    ['a new executable', write('run.sh', { mode: '100755' }), ['run.sh']],
    ['a binary file', write('logo.png', { text: 'PNG\0\0' }), ['logo.png']],
    ['an executable that was there', write('run.sh', { mode: '100755', created: false }), []],
  ])('%s', (_, change, paths) => {
    expect(judge(change).protectedPaths).toEqual(paths)
  })
})

describe('Caps', () => {
  test('files', () => {
    expect(judge(...['a', 'b', 'c', 'd', 'e'].map((path) => write(path))).overCaps).toBe(
      'The change touches 5 files; at most 4 are allowed, so split the task or raise `limits.files` (at most 100).',
    )
  })

  test('lines, added and removed together', () => {
    expect(judge(write('a', { created: false, added: 10, removed: 5 }), remove('b', 6)).overCaps).toBe(
      'The change adds and removes 21 lines; at most 20 are allowed, so split the task or raise `limits.lines`.',
    )
    expect(judge(write('a', { created: false, added: 10, removed: 5 }), remove('b', 5)).overCaps).toBeNull()
  })

  test('lines of a new file are counted, whatever the report says', () => {
    expect(judge(write('a', { text: 'x\n'.repeat(21), added: 0 })).overCaps).toContain(
      'adds and removes 21 lines',
    )
    expect(judge(write('a', { text: 'x\n'.repeat(20), added: 0 })).overCaps).toBeNull()
  })

  test('bytes, which no configuration raises', () => {
    expect(judge(write('a', { text: '\0'.repeat(4 * 1024 * 1024 + 1) })).overCaps).toContain(
      'at most 4194304 are allowed',
    )
  })

  test('files, which no configuration raises', () => {
    const many = Array.from({ length: 101 }, (_, index) => write(`f${index}`))
    const wide = { ...harness, limits: { ...harness.limits, files: 1_000 } }
    expect(judgeChanges(many, wide).overCaps).toContain('touches 101 files; at most 100 are allowed')
  })
})

describe('Changes that cannot both be made', () => {
  test.each([
    ['the same path twice', [write('a'), write('a')], 'a'],
    ['written and deleted', [remove('a'), write('a')], 'a'],
    ['names that differ only in case', [write('a.ts'), write('A.ts')], 'A.ts'],
    ['names that differ only in composition', [write('\u00e9'), write('e\u0301')], 'e\u0301'],
    ['a file and a folder', [write('a'), write('a/b')], 'a/b'],
    ['a folder and a file, in another case', [write('A/b/c'), write('a/B')], 'A/b/c'],
  ])('%s', (_, changes, path) => {
    expect(judge(...changes).refused.map((one) => one.path)).toEqual([path])
  })

  test.each([
    ['a rename that changes only the case', [remove('Readme.md'), write('README.md')]],
    ['a file that becomes a folder', [remove('a'), write('a/b')]],
    ['a folder that becomes a file', [remove('a/b'), write('a')]],
  ])('%s can be made', (_, changes) => {
    expect(judge(...changes).refused).toEqual([])
  })
})
