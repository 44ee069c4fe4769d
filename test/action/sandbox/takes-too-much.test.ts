import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { lastingHost } from '../../../action/lasting-host.ts'
import { NAP, running, withHost } from './with-host.ts'

/** Small enough that a machine of two cores feels none of it. */
const MIB = 1024 * 1024
const SMALL = { processes: 60, threads: 200, memory: 300 * MIB, written: 40 * MIB, printed: 20 * MIB }

/** After an attack the next command finds a clean place. */
const CLEAN = 'ls /proc | grep -c "^[0-9]"'

test('a fork bomb is ended, and says so; nothing of it is left', () =>
  withHost(
    async ({ sh }) => {
      for (const bomb of [
        ':(){ :|:& };: ; sleep 60',
        'b(){ (setsid bash -c "$(declare -f b); b; b" &) ; }; b; sleep 60',
      ]) {
        const result = await sh(bomb, 60_000)
        expect(result).toMatchObject({ ok: false, timedOut: false })
        expect(result.text).toMatch(/^The command had more than 60 processes at once and was ended with all/)
      }
      // Init, the host, the shell, ls and grep.
      expect(Number((await sh(CLEAN)).output)).toBeLessThan(7)
    },
    { bounds: SMALL },
  ))

test('where the look comes late, the kernel refuses more processes and threads', () =>
  withHost(
    async ({ sh }) => {
      const { output } = await sh('for n in $(seq 100); do sleep 5 & done; echo "$(jobs -p | wc -l) jobs"')
      expect(output).toMatch(/Resource temporarily unavailable/)
    },
    { bounds: { ...SMALL, processes: 1_000, threads: 30 } },
  ))

test('processes that take the memory together are ended, though each alone takes little', () =>
  withHost(
    async ({ sh }) => {
      const one = `python3 -c 'x = bytearray(80 << 20); import time; time.sleep(60)'`
      const result = await sh(`for n in 1 2 3 4 5 6; do ${one} & done; wait`, 60_000)
      expect(result.text).toMatch(/^The command used more than 300 MiB of memory and was ended/)
    },
    { bounds: SMALL },
  ))

test('one process that asks for more memory than all may have is told so by the kernel', () =>
  withHost(
    async ({ sh }) => {
      const result = await sh(`python3 -c 'x = bytearray(500 << 20)'`)
      expect(result.text).toContain('MemoryError')
    },
    { bounds: SMALL },
  ))

test('memory that several have in common counts once', () =>
  withHost(
    async ({ sh }) => {
      const result = await sh(
        `python3 -c 'import os, time
x = bytearray(100 << 20)
for n in range(5): os.fork() or (time.sleep(1), os._exit(0))
time.sleep(1)'`,
      )
      expect(result).toMatchObject({ ok: true, exitCode: 0 })
    },
    { bounds: SMALL },
  ))

test('a disk is not filled: not by many files, not by those without a name, not in memory, not by a large one', () =>
  withHost(
    async ({ sh }) => {
      const said = /^The command wrote more than 40 MiB to the disk and was ended/
      const hundred = (one: string) => sh(`for n in $(seq 100); do ${one}; sleep 0.02; done; wait`, 60_000)
      expect((await hundred('head -c 1M /dev/zero > f$n')).text).toMatch(said)
      const nameless = '(exec 3>gone$n; rm gone$n; head -c 1M /dev/zero >&3; exec sleep 60) &'
      expect(
        (await sh(`rm -f f*; for n in $(seq 100); do ${nameless} sleep 0.02; done; wait`, 60_000)).text,
      ).toMatch(said)
      expect((await hundred('head -c 1M /dev/zero > /dev/shm/f$n')).text).toMatch(said)
      const large = await sh('exec head -c 30M /dev/zero > one')
      expect(large.text).toContain('ended by SIGXFSZ: a file may have 10 MiB')
    },
    { bounds: { ...SMALL, processes: 300, file: 10 * MIB } },
  ))

test('a command that would leave too little of the disk is ended', () =>
  withHost(
    async ({ sh }) => {
      const result = await sh('head -c 8M /dev/zero > some; sync; sleep 60', 60_000)
      expect(result.text).toMatch(/^The command left less than [\d.]+ GiB free on the disk and was ended/)
    },
    { bounds: { free: 2 ** 50 } },
  ))

test('who prints without end is ended, and what was printed is cut', () =>
  withHost(
    async ({ sh }) => {
      const result = await sh('yes', 60_000)
      expect(result.text).toMatch(
        /^The command printed more than 20 MiB and was ended with all it had started.\ny\n/,
      )
      expect(result.text.length).toBeLessThan(41_000)
    },
    { bounds: SMALL },
  ))

test('a daemon with an empty environment, in its own session, forked twice, does not outlive its command', () =>
  withHost(async ({ sh }) => {
    const hidden = `env -i setsid /bin/sh -c '(${NAP} &) ; exit'`
    expect(await sh(`${hidden} >/dev/null 2>&1 </dev/null; ${hidden}; echo done`)).toMatchObject({
      exitCode: 0,
      output: 'done\n',
    })
    expect(await running(NAP)).toEqual([])
  }))

test('children that hold the pipe, and one that ignores every signal it can, do not hold up the end', () =>
  withHost(async ({ sh }) => {
    const deaf = `setsid bash -c 'trap "" HUP INT TERM QUIT USR1 PIPE; while :; do ${NAP}; done' &`
    expect(await sh(`${deaf} ${deaf} echo ready; ${NAP}`, 500)).toMatchObject({
      timedOut: true,
      output: 'ready\n',
    })
    expect(await running(NAP)).toEqual([])
  }))

test('a command has no capability, may dump no core, and is the first to go when memory is short', () =>
  withHost(async ({ sh }) => {
    const { output } = await sh(
      'grep -E "Cap(Inh|Prm|Eff|Amb)" /proc/self/status; cat /proc/self/oom_score_adj; ulimit -c',
    )
    expect(output).toBe(
      `${['Inh', 'Prm', 'Eff', 'Amb'].map((set) => `Cap${set}:\t0000000000000000\n`).join('')}1000\n0\n`,
    )
  }))

test('the memory, the environment and the open files of the host are closed to a command', () =>
  withHost(async ({ sh }) => {
    const result = await sh(`for what in environ mem fd/0 fd/1 fd/2 root cwd maps; do
  head -c 1 /proc/$PPID/$what >/dev/null 2>&1 && echo "open: $what"
  echo x 2>/dev/null > /proc/$PPID/$what && echo "writable: $what"
done; echo over`)
    expect(result.output).toBe('over\n')
  }))

test('a command that kills the host, or stops it for ever, ends only itself: the next one has a new host', () =>
  withHost(async ({ path, again }) => {
    const host = await lastingHost(again, { grace: 500 })
    const sh = (command: string, signal = new AbortController().signal) =>
      host.call({ op: 'exec', command, timeout: 60_000 }, { signal })
    try {
      await expect(sh('kill -9 $PPID; sleep 60')).rejects.toThrow(/The tool host ended/)
      expect((await sh('echo back')).output).toBe('back\n')
      // Asked to end only when it surely stands still: a host that is merely slow would end the command, and say so.
      const cancel = new AbortController()
      const still = sh('kill -STOP $PPID; touch stopped; sleep 60', cancel.signal)
      while (!existsSync(join(path, 'stopped'))) await sleep(20)
      cancel.abort()
      await expect(still).rejects.toThrow(/does not answer/)
      expect((await sh('echo back again; pwd')).output).toContain('back again')
    } finally {
      await host.close()
    }
  }))
