import { lstat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { withHost } from './with-host.ts'

const put = (path: string, content: string | null, executable = false) => ({
  path,
  content: content === null ? null : Buffer.from(content).toString('base64'),
  executable,
})

test('files are as they were: bytes, mode, and those that were not there', () =>
  withHost(async ({ call, write, read, path, sh }) => {
    await write('a.sh', 'changed', 0o644)
    await write('new.txt', 'made')
    await sh('ln -s new.txt link; mkdir deep')
    const result = await call({
      op: 'restore',
      files: [
        put('a.sh', '\0ÿ', true),
        put('new.txt', null),
        put('gone.txt', null),
        put('link', 'a file again'),
        put('deep/er/b', 'b'),
      ],
    })
    expect(result).toMatchObject({ ok: true, text: '' })
    expect([await read('a.sh'), await read('link'), await read('deep/er/b')]).toEqual([
      '\0ÿ',
      'a file again',
      'b',
    ])
    expect((await lstat(join(path, 'a.sh'))).mode & 0o777).toBe(0o755)
    expect((await lstat(join(path, 'link'))).isFile()).toBe(true)
    await expect(read('new.txt')).rejects.toThrow('ENOENT')
  }))

test('nothing is put anywhere else; what cannot be put back is named, and the rest is', () =>
  withHost(async ({ call, write, read, path, sh, spill }) => {
    await sh('mkdir folder')
    await symlink(spill, join(path, 'out'))
    const result = await call({
      op: 'restore',
      files: [
        put('../x', 'x'),
        put('.git/config', 'x'),
        put('out/x', 'x'),
        put('folder', 'x'),
        put('fine', 'x'),
      ],
    })
    expect(result.ok).toBe(false)
    expect(result.text.split('\n').map((line) => line.split(':')[0])).toEqual([
      '../x',
      '.git/config',
      'out/x',
      'folder',
    ])
    expect(await read('fine')).toBe('x')
    await write('folder/still', 'x')
    expect((await sh(`ls -A ${spill} | grep -c '^x$'`)).output).not.toMatch(/^1/)
  }))
