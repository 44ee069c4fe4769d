import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { createGit, GitError } from '../../../action/git/git.ts'
import {
  listBoth,
  listChanged,
  listIgnored,
  listModified,
  listUntracked,
} from '../../../action/git/list-changed.ts'
import { openTreeGit, type TreeGit } from '../../../action/git/tree-git.ts'
import { giveTo } from '../../../action/sandbox/quarters.ts'
import { isolationHere } from '../sandbox/isolation-here.ts'
import { plantRepository } from '../stage/repository.ts'
import { tempFolder } from '../stage/temp-folder.ts'

type Tree = {
  look: TreeGit
  path: string
  write: (path: string, content: string) => Promise<void>
}

/** A repository checked out in a room, and a git in another that looks at it. */
async function withTree(
  files: Parameters<typeof plantRepository>[0],
  act: (tree: Tree) => Promise<void>,
  patience = 30_000,
): Promise<void> {
  const isolation = await isolationHere()
  const { dir: gitDir, sha } = plantRepository(files)
  const folder = tempFolder()
  const [path, indexFolder] = [join(folder, 'tree'), join(folder, 'index')]
  for (const one of [path, indexFolder]) {
    await mkdir(one)
    await giveTo(one, isolation.owner)
  }
  const git = createGit({ gitDir, index: join(indexFolder, 'index'), env: { PATH: process.env.PATH ?? '' } })
  await git(['read-tree', sha])
  const { signal } = new AbortController()
  const order = { isolation, gitDir, indexFolder, workTree: path, folder, signal }
  const writer = openTreeGit({ ...order, writes: true, patience: 60_000 })
  await writer.run(['checkout-index', '--all', '--force', '--quiet', '--index'])
  await writer.close()
  const look = openTreeGit({ ...order, writes: false, patience })
  try {
    await act({
      ...{ look, path },
      write: async (name, content) => {
        await mkdir(dirname(join(path, name)), { recursive: true })
        await writeFile(join(path, name), content)
      },
    })
    // What an attack runs leaves a trace in the only folder of the room that can be written.
    const left = await readdir(folder, { recursive: true })
    expect(left.filter((name) => name.endsWith('PWNED'))).toEqual([])
  } finally {
    await look.close()
  }
}

test('it lists what was changed, made and ignored, and does so again and again', () =>
  withTree({ 'a.txt': 'a\n', 'b.txt': 'b\n', '.gitignore': '*.log\n' }, async ({ look, write }) => {
    expect(await listChanged(look)).toEqual([])
    await write('a.txt', 'other\n')
    await write('new/ü\nname', 'x')
    await write('x.log', 'x')
    expect(await Promise.all([listModified(look), listUntracked(look), listIgnored(look)])).toEqual([
      ['a.txt'],
      ['new/ü\nname'],
      ['x.log'],
    ])
  }))

test('it lists what was changed apart from what was made, a name with line breaks and one that is gone too', () =>
  withTree({ 'a.txt': 'a\n', 'b.txt': 'b\n', 'c.txt': 'c\n' }, async ({ look, write, path }) => {
    expect(await listBoth(look)).toEqual({ modified: [], untracked: [] })
    await write('a.txt', 'other\n')
    await rm(join(path, 'c.txt'))
    await write('? new\n? name', 'x')
    expect(await listBoth(look)).toEqual({ modified: ['a.txt', 'c.txt'], untracked: ['? new\n? name'] })
  }))

test('what git refuses comes in its own words, and the next call is answered', () =>
  withTree({ a: 'a' }, async ({ look }) => {
    await expect(look.run(['ls-files', '--no-such-option'])).rejects.toThrow(
      /ended with 129: error: unknown option/,
    )
    expect(String(await look.run(['ls-files', "it's; touch PWNED"]))).toBe('')
    expect(String(await look.run(['ls-files']))).toBe('a\n')
  }))

test('in its room git can write neither the work tree nor the repository, nor reach anything else', () =>
  withTree({ a: 'a' }, async ({ look, write, path }) => {
    await write('a', 'changed')
    await expect(look.run(['checkout-index', '--all', '--force'])).rejects.toThrow(
      /Read-only file system|unable to/,
    )
    await expect(look.run(['config', 'core.pager', 'evil'])).rejects.toThrow(
      /Read-only file system|could not lock/,
    )
    const run = (command: string) => look.run(['-c', `alias.x=!${command}; true`, 'x'])
    expect(String(await run(`cat /etc/shadow ${path}/a ${process.execPath}/../../package.json`))).toBe('')
    expect(String(await run('cat /proc/net/dev | wc -l'))).toBe('3\n')
  }))

test('a .git of the agent’s in the workspace changes nothing of what our git does', () =>
  withTree({ 'a.txt': 'a\n', 'sub/b.txt': 'b\n' }, async ({ look, path, write }) => {
    execFileSync('git', ['init', '--quiet', path])
    const evil = `#!/bin/sh\ntouch /workspace/PWNED\n`
    await write('evil.sh', evil)
    await chmod(join(path, 'evil.sh'), 0o755)
    await write(
      '.git/config',
      `[core]\n\tfsmonitor = /tree/evil.sh\n\thooksPath = /tree\n\tworktree = /\n\texcludesFile = /tree/all\n[filter "x"]\n\tclean = /tree/evil.sh\n\trequired = true\n[diff]\n\texternal = /tree/evil.sh\n[include]\n\tpath = /tree/more\n`,
    )
    await write('.git/info/exclude', '*\n')
    await write('all', '*\n')
    await write('.gitattributes', '* filter=x diff=x text eol=crlf ident\n')
    await write(
      '.gitmodules',
      '[submodule "s"]\n\tpath = sub\n\turl = ext::sh -c touch% /workspace/PWNED\n\tupdate = !touch /workspace/PWNED\n',
    )
    await write('.gitconfig', '[core]\n\tfsmonitor = /tree/evil.sh\n')
    for (const hook of ['post-checkout', 'post-index-change', 'pre-commit', 'fsmonitor-watchman']) {
      await write(`.git/hooks/${hook}`, evil)
      await chmod(join(path, `.git/hooks/${hook}`), 0o755)
    }
    await write('a.txt', 'changed\n')
    expect((await listChanged(look)).toSorted()).toEqual([
      ...['.gitattributes', '.gitconfig', '.gitmodules', 'a.txt', 'all', 'evil.sh'],
    ])
  }))

test('a folder that looks like a repository without a work tree is a folder of files', () =>
  withTree({ 'a.txt': 'a\n' }, async ({ look, write }) => {
    await write('bare/HEAD', 'ref: refs/heads/main\n')
    await write('bare/config', `[core]\n\tbare = true\n\tfsmonitor = touch /workspace/PWNED\n`)
    for (const part of ['objects', 'refs', 'hooks']) await write(`bare/${part}/.keep`, '')
    expect((await listUntracked(look)).toSorted()).toEqual([
      ...['bare/HEAD', 'bare/config', 'bare/hooks/.keep', 'bare/objects/.keep', 'bare/refs/.keep'],
    ])
  }))

test('links to /etc, to the repository, in circles and through folders are names to git, and lead nowhere', () =>
  withTree({ 'src/a.txt': 'a\n', 'b.txt': 'b\n' }, async ({ look, path }) => {
    execFileSync('rm', ['-r', join(path, 'src'), join(path, 'b.txt')])
    await symlink('/etc', join(path, 'src'))
    await symlink('/etc/passwd', join(path, 'b.txt'))
    await symlink('/repository', join(path, '.git'))
    await symlink('loop', join(path, 'loop'))
    await symlink('/etc/passwd', join(path, '.gitignore'))
    expect((await listChanged(look)).toSorted()).toEqual(['.gitignore', 'b.txt', 'loop', 'src', 'src/a.txt'])
  }))

test('a .git that leads elsewhere, and names that only some file systems take for .git, are no repository of ours', () =>
  withTree({ 'a.txt': 'a\n' }, async ({ look, write, path }) => {
    await write('.git', 'gitdir: /etc\n')
    for (const name of ['.GIT/config', 'git~1/config', '.git./config', '.git::$INDEX_ALLOCATION/config'])
      await write(name, 'x')
    await symlink('/repository', join(path, 'linked.git'))
    const found = await listUntracked(look)
    expect(found).toContain('linked.git')
    expect(found).not.toContain('.git')
  }))

test('a named pipe where git reads a file does not hold up the run for ever, and is told', () =>
  withTree(
    { 'a.txt': 'a\n' },
    async ({ look, path }) => {
      execFileSync('mkfifo', [join(path, '.gitignore')])
      const started = listUntracked(look)
      await expect(started).rejects.toThrow(GitError)
      await expect(started).rejects.toThrow(/named pipe/)
      execFileSync('rm', [join(path, '.gitignore')])
      expect(await listUntracked(look)).toEqual([])
    },
    500,
  ))
