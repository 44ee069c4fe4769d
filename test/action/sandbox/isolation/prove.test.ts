import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { off } from '../../../../action/sandbox/isolation/off.ts'
import { commandScript, PROOF_FILE } from '../../../../action/sandbox/isolation/proof/command-script.ts'
import { prove } from '../../../../action/sandbox/isolation/proof/prove.ts'
import { CANARY_NAME } from '../../../../action/sandbox/isolation/proof/targets.ts'
import { startToolHost } from '../../../../action/sandbox/start-tool-host.ts'
import { withHost } from '../with-host.ts'

const outside = async <T>(act: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'reins-outside-'))
  try {
    return await act(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test('in a room no way out is open, with frozen files and without', () =>
  withHost(
    async ({ host, isolation }) => {
      const open = await outside((folder) =>
        prove(host, { isolation, folder, frozen: ['AGENTS.md'], network: false }),
      )
      expect(open).toEqual([])
    },
    { files: { 'AGENTS.md': 'x' }, frozen: ['AGENTS.md'] },
  ))

test('a file that should be frozen and is not fails the proof', () =>
  withHost(
    async ({ host, isolation }) => {
      const open = await outside((folder) =>
        prove(host, { isolation, folder, frozen: ['AGENTS.md'], network: false }),
      )
      expect(open).toEqual(['AGENTS.md can be changed'])
    },
    { files: { 'AGENTS.md': 'x' } },
  ))

test('a room with network fails a proof that there is none, and passes one of the rest', () =>
  withHost(
    async ({ host, isolation }) =>
      outside(async (folder) => {
        const open = await prove(host, { isolation, folder, frozen: [], network: false })
        expect(open.join('\n')).toMatch(
          /the network can be reached: 127\.0\.0\.1[\s\S]*a connection arrived outside/,
        )
        expect(open.join('\n')).toContain('a datagram arrived outside')
        expect(open.join('\n')).toContain('an abstract socket')
        expect(await prove(host, { isolation, folder, frozen: [], network: true })).toEqual([])
      }),
    { network: true },
  ))

test('without walls every part of the proof fails: it can tell', () =>
  outside(async (folder) => {
    const isolation = { ...off({ PATH: process.env.PATH ?? '/usr/bin:/bin' }), canary: 'canary' }
    const workspace = join(folder, 'workspace')
    await mkdir(workspace)
    const host = await startToolHost({ workspace, folder, isolation })
    try {
      const open = (await prove(host, { isolation, folder, frozen: [], network: false })).join('\n')
      expect(open).toContain('a file outside can be read: ')
      expect(open).toContain('a file outside can be read by way of its own path')
      expect(open).toContain('the network can be reached: 127.0.0.1')
      expect(open).toContain('a command runs without the filter of system calls')
    } finally {
      await host.close()
      // Who ends the trying between its mount and its umount leaves the mount.
      spawnSync('umount', ['-l', join(folder, 'home')], { stdio: 'ignore' })
    }
  }))

test('what a command may not open does not end the trying of any shell', () => {
  const script = commandScript({ file: '/nowhere/canary', frozen: ['no folder/a', 'b'] })
  const cwd = mkdtempSync(join(tmpdir(), 'reins-proof-'))
  try {
    for (const shell of ['/bin/sh', '/bin/bash'].filter(existsSync)) {
      const { stdout, status } = spawnSync(shell, ['-c', `${script}\necho end`], { cwd, encoding: 'utf8' })
      expect(status).toBe(0)
      expect(stdout).toMatch(/^b can be changed\n[\s\S]*end\n$/m)
      expect(stdout).not.toContain('no folder/a can be changed')
    }
  } finally {
    rmSync(cwd, { recursive: true })
  }
})

test('the trying command finds the mark in any process it may read, and leaves nothing in the workspace', () =>
  withHost(async ({ host, isolation, path }) => {
    const open = await outside((folder) => prove(host, { isolation, folder, frozen: [], network: false }))
    expect(open).toEqual([])
    expect(await readdir(path)).toEqual([])
    const script = commandScript({ file: '/nowhere/canary', frozen: [] })
    const env = { PATH: '/usr/bin:/bin', FIRST: 'a\nb', [CANARY_NAME]: 'x', LAST: '1' }
    for (const shell of ['/bin/sh', '/bin/bash'].filter(existsSync))
      expect(spawnSync(shell, ['-c', script], { env, cwd: '/tmp', encoding: 'utf8' }).stdout).toContain(
        'the environment of a process outside can be read',
      )
    rmSync(`/tmp/${PROOF_FILE}`, { force: true })
  }))
