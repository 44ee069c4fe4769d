import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { openGit } from '../../../playground/github/git/git.ts'
import { entryAt, listTree, readFileAt } from '../../../playground/github/git/tree.ts'

const folder = mkdtempSync(join(tmpdir(), 'reins-tree-'))
const git = openGit(join(folder, '.git'))
afterAll(async () => {
  await git.objects.close()
  rmSync(folder, { recursive: true })
})

/** Files that the next commit has, too. @returns the commit. */
function commit(files: Record<string, string>): string {
  const run = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder }).toString()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  run('add', '-A')
  run('commit', '-qm', 'next')
  return run('rev-parse', 'HEAD').trim()
}

test('an entry is found at any depth and under any name, at each commit as it was there', async () => {
  execFileSync('git', ['init', '-q', folder])
  const odd = 'a b/ü\nnew line/"quoted" *.md'
  const first = commit({ 'src/deep/er.js': 'one', 'src/other.js': 'same', [odd]: 'odd', ':(top)x': 'colon' })
  symlinkSync('other.js', join(folder, 'src/link'))
  const second = commit({ 'src/deep/er.js': 'two' })
  const text = async (at: string, path: string) => (await readFileAt(git, at, path))?.toString() ?? null
  expect(await text(first, 'src/deep/er.js')).toBe('one')
  expect(await text(second, 'src/deep/er.js')).toBe('two')
  expect(await text(second, 'src/other.js')).toBe('same')
  expect(await text(second, odd)).toBe('odd')
  expect(await text(second, ':(top)x')).toBe('colon')
  expect(await entryAt(git, second, 'src/link')).toMatchObject({ mode: '120000', path: 'src/link' })
  expect(await entryAt(git, first, 'src/link')).toBeNull()
  expect(await entryAt(git, second, 'src/deep')).toMatchObject({ type: 'tree', path: 'src/deep' })
  expect(await entryAt(git, second, '')).toMatchObject({ type: 'tree', path: '' })
  for (const none of ['src/deep/er.js/x', 'src/none', 'none/none', '../x', 'src/./other.js', '/src', 'src/'])
    expect([none, await entryAt(git, second, none)]).toEqual([none, null])
})

test('a name moves, so what it lists is looked up each time', async () => {
  const before = await listTree(git, 'HEAD')
  commit({ 'new.txt': 'new' })
  const after = await listTree(git, 'HEAD')
  expect(after.length).toBe(before.length + 1)
})
