import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { startToolHost } from '../../../action/sandbox/start-tool-host.ts'
import { isolationHere } from './isolation-here.ts'
import { awaitFile, NAP, running, withHost } from './with-host.ts'

test('calls run side by side, and each gets its own answer', () =>
  withHost(async ({ sh }) => {
    const meet = (me: string, other: string) => sh(`touch ${me}; ${awaitFile(other)}; sleep 0.1; echo ${me}`)
    const results = await Promise.all([meet('a', 'b'), meet('b', 'c'), meet('c', 'a')])
    expect(results.map(({ output }) => output)).toEqual(['a\n', 'b\n', 'c\n'])
    for (const { ms } of results) expect(ms).toBeGreaterThanOrEqual(100)
  }))

test('one command that leaves something running does not end another that runs beside it', () =>
  withHost(async ({ sh, write }) => {
    const long = sh(`touch begun; ${awaitFile('go')}; echo whole`)
    const short = await sh(`${awaitFile('begun')}; setsid ${NAP} & echo short`)
    expect(short).toMatchObject({ exitCode: 0, output: 'short\n' })
    await write('go', '')
    expect(await long).toMatchObject({ exitCode: 0, output: 'whole\n' })
    expect(await running(NAP)).toEqual([])
  }))

test('a call cancelled before it starts does nothing', () =>
  withHost(async ({ call, read }) => {
    const result = await call({ op: 'exec', command: 'echo x > x', timeout: 1_000 }, AbortSignal.abort())
    expect(result.text).toBe('Cancelled before it started.')
    await expect(read('x')).rejects.toThrow('ENOENT')
  }))

test('when the host dies, calls under way and later ones are refused with the reason', () =>
  withHost(async ({ sh, host }) => {
    const pending = sh('kill -KILL $PPID; sleep 5')
    await expect(pending).rejects.toThrow('The tool host ended: ended by SIGKILL')
    await expect(host.call({ op: 'read', path: 'x' }, {})).rejects.toThrow('The tool host ended')
  }))

test('closing ends everything below the host, daemons too', async () => {
  await withHost(async ({ sh, host }) => {
    const pending = sh(`setsid ${NAP} >/dev/null 2>&1 & touch begun; ${NAP}`, 60_000)
    pending.catch(() => {})
    await sh(awaitFile('begun'))
    await host.close()
    await expect(pending).rejects.toThrow('it was closed')
  })
  expect(await running(NAP)).toEqual([])
})

test('it says how the tools are kept away', () =>
  withHost(async ({ host }) => {
    expect(host.isolation).toMatch(/^(bubblewrap|unshare): /)
    expect(host.workspace).toBe('/workspace')
    expect(host.isolation.length).toBeLessThanOrEqual(200)
  }))

test('text with line separators of Unicode passes unharmed', () =>
  withHost(async ({ sh, write }) => {
    await write('odd.txt', 'a\u2028b\u2029c\u0085d\n')
    expect((await sh('cat odd.txt')).output).toBe('a\u2028b\u2029c\u0085d\n')
  }))

test('from its sources it works the same as bundled', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reins-test-'))
  try {
    const workspace = join(folder, 'workspace')
    await mkdir(workspace)
    await writeFile(join(workspace, 'here.txt'), 'hello\n')
    const host = await startToolHost({ workspace, folder, isolation: await isolationHere() })
    expect((await host.call({ op: 'read', path: 'here.txt' }, {})).text).toBe('1\thello')
    expect((await host.call({ op: 'search', pattern: 'hel+o' }, {})).text).toContain('here.txt:1: hello')
    await host.close()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
