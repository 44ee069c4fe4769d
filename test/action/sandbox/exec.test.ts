import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { USUAL_HOMES } from '../../../action/sandbox/isolation/tool-homes.ts'
import { awaitFile, NAP, running, withHost } from './with-host.ts'

test('a command sees an empty environment: what the tools need, HOME, TMPDIR, LANG, CI, no Python litter, and what the shell itself sets', () =>
  withHost(async ({ sh }) => {
    process.env.CANARY_TOKEN = 'ghs_canary'
    const { output } = await sh('env; echo "argv: $0 $#"')
    delete process.env.CANARY_TOKEN
    const names = output!.split('\n').flatMap((line) => /^(\w+)=/.exec(line)?.[1] ?? [])
    // And where this machine keeps what is on PATH.
    expect(names.filter((name) => !(name in USUAL_HOMES)).sort()).toEqual([
      'CI',
      'HOME',
      'LANG',
      'PATH',
      'PWD',
      'PYTHONDONTWRITEBYTECODE',
      'SHLVL',
      'TMPDIR',
      '_',
    ])
    expect(output).not.toContain('canary')
    expect(output).toContain('argv: bash 0')
  }))

test('exit code, output of both streams in the order it was written, and the files it made are there', () =>
  withHost(async ({ sh, read }) => {
    const result = await sh('for i in 1 2 3; do echo out $i; echo err $i >&2; done; echo made > file; exit 3')
    expect(result).toMatchObject({ ok: false, exitCode: 3, timedOut: false })
    expect(result.output).toBe('out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n')
    expect(result.text).toBe(`exit code 3\n${result.output!.trimEnd()}`)
    expect(await read('file')).toBe('made\n')
  }))

test('a command without output says so; input is at its end at once', () =>
  withHost(async ({ sh }) => {
    expect((await sh('true')).text).toBe('exit code 0\n(no output)')
    expect((await sh('cat; echo over')).output).toBe('over\n')
  }))

test('a command that ends itself by a signal is told as that', () =>
  withHost(async ({ sh }) => {
    const result = await sh('kill -SEGV $$')
    expect(result).toMatchObject({ ok: false, exitCode: null, timedOut: false })
    expect(result.text).toContain('ended by SIGSEGV')
  }))

test('long output is cut in the middle for the model, and whole in a spill file that it can read and search', () =>
  withHost(async ({ sh, call, spill, output }) => {
    const result = await sh('seq 1 30000')
    expect(result.text.length).toBeLessThan(41_000)
    expect(result.text).toMatch(/^exit code 0\n1\n2\n/)
    expect(result.text).toMatch(/characters, \d+ lines left out; see .*output-1\.log/)
    expect(result.text).toMatch(/\n30000$/)
    const file = /see (\S+)/.exec(result.text)![1]!
    expect(file).toBe(join(output, 'output-1.log'))
    expect((await readFile(join(spill, 'output-1.log'), 'utf8')).split('\n')).toHaveLength(30_001)
    expect((await call({ op: 'read', path: file, offset: 15_000, limit: 1 })).text).toContain('15000\t15000')
    expect((await call({ op: 'search', path: file, pattern: '^12345$' })).text).toContain('12345: 12345')
  }))

test('of huge output head and tail are kept, the disk is not filled, and the command is not held up', () =>
  withHost(async ({ sh, output: inside, inside: workspace }) => {
    const result = await sh('echo first; yes 0123456789abcdef | head -c 70000000; echo; echo last')
    expect(result.exitCode).toBe(0)
    expect(Buffer.byteLength(result.output!)).toBeLessThan(1024 * 1024 + 100)
    expect(result.output).toMatch(/^first\n/)
    expect(result.output).toMatch(/bytes left out/)
    expect(result.output).toMatch(/last\n$/)
    const { output } = await sh(`du -sb ${inside} | cut -f1; pwd`)
    expect(Number(output!.split('\n')[0])).toBeLessThan(66 * 1024 * 1024)
    expect(output).toContain(workspace)
  }))

test('bytes that are no UTF-8, NULs and colours do no harm', () =>
  withHost(async ({ sh }) => {
    const result = await sh(
      `printf 'a\\000b\\377c \\033[31mred\\033[0m \\342\\202\\254 \\360\\237\\230\\200\\n'`,
    )
    expect(result.text).toBe('exit code 0\na\uFFFDb\uFFFDc red € 😀')
    expect(result.output).toContain('\u001b[31mred')
  }))

test('a command that takes too long is ended with its whole process group, and says so', () =>
  withHost(async ({ sh, read }) => {
    const result = await sh(`echo begun; (${NAP}; echo late > late) & ${NAP}`, 500)
    expect(result).toMatchObject({ ok: false, timedOut: true })
    expect(result.text).toMatch(/^The command timed out after 0.5 s.*\nbegun$/)
    expect(await running(NAP)).toEqual([])
    await expect(read('late')).rejects.toThrow('ENOENT')
  }))

test('a command that ignores TERM is killed after two seconds', () =>
  withHost(async ({ sh }) => {
    const result = await sh(`trap '' TERM; while :; do sleep 0.1; done`, 300)
    expect(result).toMatchObject({ timedOut: true, ok: false })
  }))

test('what a command leaves behind ends with it: background jobs, daemons with setsid, holders of its pipe', () =>
  withHost(async ({ sh }) => {
    const result = await sh(
      `${NAP} & setsid ${NAP} & (setsid bash -c "${NAP} & disown; ${NAP}" >/dev/null 2>&1 &); echo done`,
    )
    expect(result).toMatchObject({ exitCode: 0, output: 'done\n' })
    expect(await running(NAP)).toEqual([])
  }))

test('output of something that ends just after the shell is not lost', () =>
  withHost(async ({ sh }) => {
    expect((await sh('echo one > >(sleep 0.05; cat)')).output).toBe('one\n')
  }))

test('a cancelled command ends soon', () =>
  withHost(async ({ call, sh }) => {
    const abort = new AbortController()
    const command = `touch begun; ${NAP}`
    const pending = call({ op: 'exec', command, timeout: 60_000 }, abort.signal)
    await sh(awaitFile('begun'))
    abort.abort()
    const result = await pending
    expect(result.text).toContain('was cancelled')
    expect(result.ok).toBe(false)
    expect(await running(NAP)).toEqual([])
  }))

test('a command too long for the system, or with a NUL in it, is told apart from one that failed', () =>
  withHost(async ({ sh }) => {
    expect((await sh(`: ${'x'.repeat(140_000)}`)).text).toContain('longer than 128 KiB')
    expect((await sh('echo \0')).text).toMatch(/exec failed: .*null bytes/)
  }))
