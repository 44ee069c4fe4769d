import { readdir, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { withHost } from './with-host.ts'

const patchOf = (...lines: string[]) => ['*** Begin Patch', ...lines, '*** End Patch'].join('\n')

test('a patch adds, changes, moves and deletes in one go, keeps modes, and says what it did', () =>
  withHost(async ({ call, write, read, path }) => {
    await write('run.sh', 'echo 1\n', 0o755)
    await write('old/name.ts', 'a\nb\n', 0o644)
    await write('gone.txt', 'x\n')
    const result = await call({
      op: 'patch',
      patch: patchOf(
        ...['*** Update File: run.sh', '@@', '-echo 1', '+echo 2'],
        ...['*** Update File: old/name.ts', '*** Move to: new/deep/name.ts', '@@', ' a', '-b', '+c'],
        ...['*** Add File: new/file.txt', '+hello', '*** Delete File: gone.txt'],
      ),
    })
    expect(result).toMatchObject({
      ok: true,
      text: 'M run.sh\nR old/name.ts -> new/deep/name.ts\nA new/file.txt\nD gone.txt',
      paths: ['run.sh', 'new/deep/name.ts', 'old/name.ts', 'new/file.txt', 'gone.txt'],
    })
    expect(await read('run.sh')).toBe('echo 2\n')
    expect((await stat(join(path, 'run.sh'))).mode & 0o777).toBe(0o755)
    expect(await read('new/deep/name.ts')).toBe('a\nc\n')
    expect(await read('new/file.txt')).toBe('hello\n')
    expect((await readdir(path)).sort()).toEqual(['new', 'old', 'run.sh'])
    expect(await readdir(join(path, 'old'))).toEqual([])
  }))

test('when one file does not fit, nothing is changed', () =>
  withHost(async ({ call, write, read, path }) => {
    await write('a.txt', 'a\n')
    await write('b.txt', 'b\n')
    const result = await call({
      op: 'patch',
      patch: patchOf(
        ...['*** Update File: a.txt', '@@', '-a', '+A', '*** Add File: dir/new.txt', '+x'],
        ...['*** Update File: b.txt', '@@', '-zzz', '+B'],
      ),
    })
    expect(result.ok).toBe(false)
    expect(result.text).toMatch(/^b\.txt: chunk 1 \(line 9 of the patch\) is not in the file/)
    expect(result.text).toMatch(/Nothing was changed/)
    expect(await read('a.txt')).toBe('a\n')
    expect((await readdir(path)).sort()).toEqual(['a.txt', 'b.txt'])
  }))

test('when the disk refuses half-way, what was done is taken back', () =>
  withHost(async ({ call, write, read, path, sh }) => {
    await write('a.txt', 'a\n', 0o751)
    await write('file', 'x\n')
    const result = await call({
      op: 'patch',
      patch: patchOf(
        ...['*** Update File: a.txt', '@@', '-a', '+A', '*** Add File: made/new.txt', '+x'],
        ...['*** Add File: file/below.txt', '+x'],
      ),
    })
    expect(result).toMatchObject({ ok: false, text: expect.stringMatching(/Nothing was changed/) })
    expect(await read('a.txt')).toBe('a\n')
    expect((await sh('stat -c %a a.txt')).output).toBe('751\n')
    expect((await readdir(path, { recursive: true })).sort()).toEqual(['a.txt', 'file'])
  }))

test('adding over a file, moving over one, and changing what is not there are refused', () =>
  withHost(async ({ call, write, read, path }) => {
    await write('a.txt', 'a\n')
    await write('b.txt', 'b\n')
    await symlink('a.txt', join(path, 'link'))
    const refuse = async (...lines: string[]) => {
      const result = await call({ op: 'patch', patch: patchOf(...lines) })
      expect(result.ok).toBe(false)
      return result.text
    }
    expect(await refuse('*** Add File: a.txt', '+new')).toContain(
      'a.txt exists already; use "*** Update File: "',
    )
    expect(await refuse('*** Add File: link', '+new')).toContain('link exists already')
    expect(await refuse('*** Update File: a.txt', '*** Move to: b.txt', '@@', '-a', '+A')).toContain(
      'b.txt exists',
    )
    expect(await refuse('*** Update File: a.txt', '*** Move to: ./a.txt', '@@', '-a', '+A')).toContain(
      'onto itself',
    )
    expect(await refuse('*** Update File: no.txt', '@@', '-a', '+A')).toContain('no.txt does not exist')
    expect(await refuse('*** Delete File: no.txt')).toContain('no.txt does not exist')
    expect(await refuse('*** Delete File: link')).toContain('symlink')
    expect(await refuse('*** Delete File: a.txt', '*** Update File: ./a.txt', '@@', '-a', '+A')).toContain(
      'written twice',
    )
    expect([await read('a.txt'), await read('b.txt')]).toEqual(['a\n', 'b\n'])
  }))

test('a file that is no UTF-8 is not damaged', () =>
  withHost(async ({ call, write }) => {
    await write('latin.txt', Buffer.from('caf\xe9\nb\n', 'latin1'))
    const result = await call({ op: 'patch', patch: patchOf('*** Update File: latin.txt', '@@', '-b', '+c') })
    expect(result).toMatchObject({ ok: false, text: expect.stringContaining('no UTF-8 text') })
  }))

test('a loose match is told', () =>
  withHost(async ({ call, write }) => {
    await write('a.ts', '    x()\n')
    const { text } = await call({
      op: 'patch',
      patch: patchOf('*** Update File: a.ts', '@@', '-x()', '+    y()'),
    })
    expect(text).toBe('M a.ts\n  chunk 1 was matched without white space around')
  }))

test.each([
  ['x', 'x/a'],
  ['x/a', 'x'],
])('a file that is to be a folder too is refused, and leaves nothing: %s, %s', (first, second) =>
  withHost(async ({ call, path }) => {
    const patch = patchOf(`*** Add File: ${first}`, '+x', `*** Add File: ${second}`, '+y')
    const { ok, text } = await call({ op: 'patch', patch })
    expect([ok, text]).toEqual([false, expect.not.stringContaining('taken back')])
    expect(await readdir(path)).toEqual([])
  }),
)

test('whatever the paths in a patch, nothing is written outside the workspace and nothing half', () =>
  withHost(async ({ call, path, write }) => {
    await write('a', 'a\n')
    await symlink('..', join(path, 'up'))
    await symlink('.git', join(path, 'g'))
    const segment = fc.constantFrom(
      '..',
      '.',
      'a',
      'up',
      'g',
      '.git',
      '.GIT',
      'x',
      '',
      '/',
      '~',
      'b\\c',
      '\u202e',
      'ä',
    )
    const paths = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
    await fc.assert(
      fc.asyncProperty(fc.array(paths, { minLength: 1, maxLength: 3 }), async (files) => {
        const lines = files.flatMap((file) => [`*** Add File: ${file}`, '+x'])
        const result = await call({ op: 'patch', patch: patchOf(...lines) })
        if (result.ok)
          for (const one of result.paths!)
            await call({ op: 'patch', patch: patchOf(`*** Delete File: ${one}`) })
      }),
      { numRuns: 100 },
    )
    expect((await readdir(join(path, '..'))).sort()).toEqual(['tools', 'workspace'])
    const left = await readdir(path, { recursive: true, withFileTypes: true })
    expect(left.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual(['a'])
  }))
