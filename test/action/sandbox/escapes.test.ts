import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { safePath } from '../../../action/sandbox/safe-path.ts'
import type { HostCall } from '../../../action/sandbox/tool-host.ts'
import { withHost } from './with-host.ts'

const add = (path: string) => `*** Begin Patch\n*** Add File: ${path}\n+x\n*** End Patch`
const update = (path: string) => `*** Begin Patch\n*** Update File: ${path}\n@@\n-secret\n+x\n*** End Patch`
const move = (path: string) =>
  `*** Begin Patch\n*** Update File: plain.txt\n*** Move to: ${path}\n@@\n-plain\n+x\n*** End Patch`
const remove = (path: string) => `*** Begin Patch\n*** Delete File: ${path}\n*** End Patch`

const OUTSIDE = [
  ...['../outside', 'a/../../outside', '/etc/passwd', '/proc/self/environ', ''],
  ...['.git/config', '.GIT/hooks/pre-commit', 'sub/.Git/config', '.git./config', '.git ', 'git~1/config'],
  ...['.git::$INDEX_ALLOCATION/config', '.g\u200cit/config'],
  ...['a\0b', 'a\nb', 'a\u001bb', '\ud800'],
]

test('paths out of the workspace, into .git in any spelling, or with control characters: refused by every tool', () =>
  withHost(async ({ call, write }) => {
    await write('plain.txt', 'plain\n')
    for (const path of OUTSIDE) {
      expect([path, safePath(path, '/work').kind]).toEqual([path, 'refused'])
      const calls: HostCall[] = [
        { op: 'read', path },
        { op: 'fetch', path, limit: 100 },
        { op: 'restore', files: [{ path, content: '', executable: false }] },
        { op: 'restore', files: [{ path, content: null, executable: false }] },
        ...(path === '' ? [] : [{ op: 'search' as const, path, pattern: '.' }]),
        ...[add, update, move, remove].map((patch) => ({ op: 'patch' as const, patch: patch(path) })),
      ]
      for (const one of calls) expect([path, one, (await call(one)).ok]).toEqual([path, one, false])
      expect((await call({ op: 'look', paths: [path] })).seen).toEqual([{ kind: 'refused' }])
    }
  }))

test('names that only look alike are fine', () => {
  for (const path of ['.github/x', '.gitignore', 'git/x', 'a/..b/c', 'src/.gitkeep', '...', 'a:b'])
    expect(safePath(path, '/w')).toEqual({ kind: 'ok', path })
  expect(safePath('/w/a/../b/', '/w')).toEqual({ kind: 'ok', path: 'b' })
  expect(safePath('/w', '/w')).toEqual({ kind: 'ok', path: '.' })
})

test('links out of the workspace are refused: to files, to folders, in chains, to the root, to .git', async () => {
  const outside = await mkdtemp(join(tmpdir(), 'reins-outside-'))
  await writeFile(join(outside, 'file'), 'secret\n')
  try {
    await withHost(async ({ call, path, write }) => {
      await write('.git/config', 'secret\n')
      await symlink(join(outside, 'file'), join(path, 'file'))
      await symlink(outside, join(path, 'folder'))
      await symlink('file', join(path, 'chain'))
      await symlink('/', join(path, 'root'))
      await symlink('.git', join(path, 'git-link'))
      await symlink('/proc/self', join(path, 'self'))
      await symlink('loop', join(path, 'loop'))
      const links = [
        'file',
        'folder/file',
        'chain',
        `root${outside}/file`,
        'git-link/config',
        'self/environ',
        'loop',
      ]
      for (const link of links) {
        expect((await call({ op: 'read', path: link })).text).not.toContain('secret')
        expect(await call({ op: 'read', path: link })).toMatchObject({ ok: false })
        expect(await call({ op: 'fetch', path: link, limit: 1_000 })).toMatchObject({ ok: false })
        for (const patch of [update(link), remove(link)])
          expect(await call({ op: 'patch', patch })).toMatchObject({ ok: false })
      }
      expect((await call({ op: 'search', pattern: 'secret' })).text).toMatch(/^No match/)
      for (const start of ['folder', 'root', 'git-link', 'file'])
        expect(await call({ op: 'search', pattern: 'secret', path: start })).toMatchObject({ ok: false })
      const standing = ['file', 'folder/file', 'chain', 'root/etc/passwd', 'self/environ', 'loop', 'plain']
      await write('plain', 'x')
      const { seen } = await call({ op: 'look', paths: standing })
      expect(seen!.map(({ kind }) => kind)).toEqual(['link', 'none', 'link', 'none', 'none', 'link', 'file'])
      for (const target of ['folder/new', 'git-link/hooks/x'])
        expect(
          await call({ op: 'restore', files: [{ path: target, content: '', executable: false }] }),
        ).toMatchObject({
          ok: false,
        })
      for (const target of ['folder/new', 'git-link/hooks/x', `root${outside}/new`])
        expect(await call({ op: 'patch', patch: add(target) })).toMatchObject({ ok: false })
      expect(await readFile(join(outside, 'file'), 'utf8')).toBe('secret\n')
      await expect(readFile(join(outside, 'new'))).rejects.toThrow('ENOENT')
    })
  } finally {
    await rm(outside, { recursive: true, force: true })
  }
})

test('a link inside the workspace can be read through, and is not patched through', () =>
  withHost(async ({ call, write, path, read }) => {
    await write('docs/real.md', 'secret\n')
    await symlink('docs', join(path, 'alias'))
    expect((await call({ op: 'read', path: 'alias/real.md' })).text).toBe('1\tsecret')
    const refused = await call({ op: 'patch', patch: update('alias/real.md') })
    expect(refused.text).toContain('alias/real.md goes over a symlink; change docs/real.md itself')
    expect(await read('docs/real.md')).toBe('secret\n')
  }))

test('devices, FIFOs and sockets are neither read nor waited for', () =>
  withHost(async ({ call, sh }) => {
    await sh('mkfifo pipe; ln -s /dev/zero zero; ln -s /dev/stdin in')
    for (const path of ['pipe', 'zero', 'in']) {
      expect(await call({ op: 'read', path })).toMatchObject({ ok: false })
      expect(await call({ op: 'search', path, pattern: '.' })).toMatchObject(
        path === 'pipe' ? {} : { ok: false },
      )
      expect(await call({ op: 'patch', patch: update(path) })).toMatchObject({ ok: false })
    }
  }))

test('a folder swapped for a link while files are read never leads out', async () => {
  const outside = await mkdtemp(join(tmpdir(), 'reins-outside-'))
  await writeFile(join(outside, 'x'), 'secret\n')
  try {
    await withHost(async ({ call, sh }) => {
      await sh(`mkdir d; echo fine > d/x; ln -s ${outside} evil`)
      const swapping = sh('for i in $(seq 80); do mv d tmp; mv evil d; mv d evil; mv tmp d; done')
      for (let i = 0; i < 80; i++) {
        const texts = await Promise.all([
          call({ op: 'read', path: 'd/x' }),
          call({ op: 'search', path: 'd', pattern: '.' }),
        ])
        for (const { text } of texts) expect(text).not.toContain('secret')
      }
      await swapping
    })
  } finally {
    await rm(outside, { recursive: true, force: true })
  }
})
