import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { readBlobs } from '../../../action/git/blobs.ts'
import { createGit, GitError } from '../../../action/git/git.ts'
import { stage } from '../../../action/git/stage.ts'
import { readTree } from '../../../action/git/tree.ts'
import { plantRepository } from '../stage/repository.ts'
import { tempFolder } from '../stage/temp-folder.ts'

const env = { PATH: process.env.PATH ?? '' }
const file = (path: string, content: string | Buffer, executable = false) => ({
  path,
  now: { content: Buffer.from(content), executable },
})

async function staged(
  planted: Parameters<typeof plantRepository>[0],
  files: Parameters<typeof stage>[1]['files'],
) {
  const { dir, sha } = plantRepository(planted)
  const folder = tempFolder()
  const git = createGit({ gitDir: dir, env })
  const changes = await stage(git, { tree: sha, files, folder })
  expect(await readdir(folder)).toEqual([])
  return { git, changes, sha }
}

test('files are compared as a commit of them would be', async () => {
  const { changes } = await staged(
    { 'a.txt': 'one\ntwo\n', 'gone.txt': 'x\n', 'run.sh': { run: 'echo\n' }, 'same.txt': 'same\n' },
    [
      file('a.txt', 'one\nthree\nfour\n'),
      file('new/ünicode name\t.txt', 'hello'),
      file('logo.png', Buffer.from([0x89, 0, 1])),
      file('run.sh', 'echo\n'),
      file('same.txt', 'same\n'),
      { path: 'gone.txt', now: null },
    ],
  )
  expect(
    changes.map(({ path, status, mode, added, removed }) => [path, status, mode, added, removed]),
  ).toEqual([
    ['a.txt', 'modified', '100644', 2, 1],
    ['gone.txt', 'deleted', '000000', 0, 1],
    ['logo.png', 'added', '100644', 0, 0],
    ['new/ünicode name\t.txt', 'added', '100644', 1, 0],
    ['run.sh', 'modified', '100644', 0, 0],
  ])
})

test('a folder may become a file, and a file a folder', async () => {
  const { changes } = await staged({ 'a/b.txt': 'x\n', c: 'y\n' }, [
    { path: 'a/b.txt', now: null },
    file('a', 'file\n'),
    { path: 'c', now: null },
    file('c/d.txt', 'folder\n'),
  ])
  expect(changes.map(({ path, status }) => `${status} ${path}`).sort()).toEqual([
    'added a',
    'added c/d.txt',
    'deleted a/b.txt',
    'deleted c',
  ])
})

test('line endings become what .gitattributes of the repository says', async () => {
  const { git, changes } = await staged({ '.gitattributes': '*.bat text eol=crlf\n', 'x.bat': 'a\n' }, [
    file('x.bat', 'a\r\nb\r\n'),
  ])
  const blobs = await readBlobs(
    git,
    changes.flatMap(({ oid }) => oid ?? []),
  )
  expect([...blobs.values()].map(String)).toEqual(['a\nb\n'])
  expect(changes).toMatchObject([{ added: 1, removed: 0 }])
})

test('filters and hooks that the repository names are not run', async () => {
  const { changes } = await staged({ '.gitattributes': '*.txt filter=evil diff=evil\n', 'a.txt': 'a\n' }, [
    file('a.txt', 'b\n'),
  ])
  expect(changes).toMatchObject([{ path: 'a.txt', added: 1, removed: 1 }])
})

test('a tree is listed by path, links and modes among it', async () => {
  const { dir, sha } = plantRepository({ 'a b.txt': 'x', l: { link: 'a b.txt' }, 'bin/x': { run: 'x' } })
  const git = createGit({ gitDir: dir, env })
  const tree = await readTree(git, sha)
  expect([...tree].map(([path, { mode }]) => `${mode} ${path}`)).toEqual([
    '100644 a b.txt',
    '100755 bin/x',
    '120000 l',
  ])
})

test('what git refuses comes in its own words', async () => {
  const folder = tempFolder()
  await mkdir(join(folder, 'x'))
  const git = createGit({ gitDir: folder, env })
  await expect(git(['rev-parse', 'HEAD'])).rejects.toThrow(GitError)
  await expect(git(['rev-parse', 'HEAD'])).rejects.toThrow(/not a git repository/)
})
