import { spawnSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import {
  ARCHITECTURES,
  REFUSED,
  UNKNOWN,
} from '../../../../action/sandbox/isolation/seccomp/architectures.ts'
import { seccompFilter } from '../../../../action/sandbox/isolation/seccomp/filter.ts'
import { withHost } from '../with-host.ts'
import { runFilter } from './run-filter.ts'

const EPERM = 1
const ENOSYS = 38
const EAFNOSUPPORT = 97

describe.each(Object.entries(ARCHITECTURES))('on %s', (_, architecture) => {
  const { audit, numbers } = architecture
  const filter = seccompFilter(architecture)
  const answer = (number: number, args: number[] = []) => runFilter(filter, { audit, number, args })

  test('every call of the lists is refused, whatever its arguments', () => {
    for (const name of REFUSED)
      if (numbers[name] !== undefined) expect([name, answer(numbers[name], [1, 2, 3])]).toEqual([name, EPERM])
    for (const name of UNKNOWN) expect([name, answer(numbers[name]!)]).toEqual([name, ENOSYS])
  })

  test('no number stands for two calls, and all else is allowed', () => {
    const known = Object.values(numbers)
    expect(new Set(known).size).toBe(known.length)
    for (let number = 0; number < 500; number++)
      if (!known.includes(number)) expect([number, answer(number)]).toEqual([number, 'allow'])
  })

  test('clone makes threads and processes, and no namespace', () => {
    expect(answer(numbers.clone!, [0x003d_0f00])).toBe('allow')
    expect(answer(numbers.clone!, [17])).toBe('allow')
    for (const bit of [0x2_0000, 0x200_0000, 0x400_0000, 0x800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000])
      expect(answer(numbers.clone!, [bit | 17])).toBe(EPERM)
  })

  test('sockets are those of the network and of files; of netlink only what lists addresses', () => {
    for (const family of [1, 2, 10]) expect(answer(numbers.socket!, [family, 1, 0])).toBe('allow')
    expect(answer(numbers.socket!, [16, 3, 0])).toBe('allow')
    for (const protocol of [2, 6, 9, 12, 15])
      expect(answer(numbers.socket!, [16, 3, protocol])).toBe(EAFNOSUPPORT)
    for (const family of [0, 3, 4, 17, 21, 29, 38, 40, 44])
      expect(answer(numbers.socket!, [family, 1, 0])).toBe(EAFNOSUPPORT)
  })

  test('a terminal is asked its size, and not typed into', () => {
    expect(answer(numbers.ioctl!, [0, 0x5413])).toBe('allow')
    for (const request of [0x5412, 0x541c, 0x5423]) expect(answer(numbers.ioctl!, [0, request])).toBe(EPERM)
  })

  test('calls of another ABI are not made at all, harmless ones neither', () => {
    for (const foreign of [0x4000_0003, 0x4000_0028, 0xc000_003e, 0xc000_00b7])
      if (foreign !== audit) expect(runFilter(filter, { audit: foreign, number: 20 })).toBe(ENOSYS)
  })
})

test('x32 is another ABI under the same name', () => {
  const { audit } = ARCHITECTURES.x64!
  expect(runFilter(seccompFilter(ARCHITECTURES.x64!), { audit, number: 0x4000_0000 | 39 })).toBe(ENOSYS)
})

/** Prints errno of a call that was refused, or what it gave. */
const perl = (number: number, args: string) =>
  `perl -e '$! = 0; my $r = syscall(${number}, ${args}); print "${number}=", $r == -1 ? $!+0 : "done", "\\n"'`

test('the kernel of this machine refuses the same: ptrace, mounts, namespaces, bpf, keys, userfaultfd, io_uring', () =>
  withHost(async ({ sh }) => {
    const { numbers } = ARCHITECTURES[process.arch]!
    const asked = (
      [
        ...['ptrace', 'process_vm_readv', 'pidfd_getfd', 'kcmp', 'mount', 'umount2', 'pivot_root', 'chroot'],
        ...['setns', 'unshare', 'open_tree', 'fsopen', 'bpf', 'perf_event_open', 'userfaultfd', 'keyctl'],
        ...['add_key', 'request_key', 'open_by_handle_at', 'init_module', 'kexec_load', 'reboot', 'syslog'],
      ] as const
    ).map((name) => numbers[name]!)
    const { output } = await sh(
      [...asked, numbers.clone3!, numbers.io_uring_setup!]
        .map((one) => perl(one, '0, 0, 0, 0, 0'))
        .join('\n'),
    )
    expect(output!.trim().split('\n')).toEqual([
      ...asked.map((number) => `${number}=${EPERM}`),
      ...[numbers.clone3, numbers.io_uring_setup].map((number) => `${number}=${ENOSYS}`),
    ])
    const by = await sh(
      [
        perl(numbers.clone!, '0x10000011, 0, 0, 0, 0'),
        perl(numbers.socket!, '40, 1, 0'),
        perl(numbers.socket!, '38, 5, 0'),
        perl(numbers.socket!, '16, 3, 12'),
        perl(numbers.ioctl!, '0, 0x5412, 0'),
      ].join('\n'),
    )
    expect(
      by
        .output!.trim()
        .split('\n')
        .map((line) => line.split('=')[1]),
    ).toEqual(['1', '97', '97', '97', '1'])
  }))

test('a program of 32 bits cannot take the other door', () =>
  withHost(async ({ sh, write, path }) => {
    if (process.arch !== 'x64') return
    // getpid by int 0x80, as 20; without the filter it gives the process id.
    await write(
      'old.c',
      'int main(void){ long r; __asm__ volatile("int $0x80" : "=a"(r) : "a"(20)); return r > 0 ? 1 : 0; }\n',
    )
    const { output } = await sh(
      'if command -v gcc >/dev/null; then gcc -o old old.c && ./old; echo "gave $?"; else echo "gave 0"; fi',
    )
    // A kernel that knows no programs of 32 bits ends it with a signal, outside too.
    const outside = spawnSync('sh', ['-c', `cd ${path} && [ -x old ] && ./old`], { stdio: 'ignore' })
    const dies = outside.status === 139 || outside.signal === 'SIGSEGV'
    expect(output).toContain(dies ? 'gave 139' : 'gave 0')
  }))

test('compilers, threads, terminals and processes work under the filter', () =>
  withHost(async ({ sh }) => {
    const { output } = await sh(
      [
        `node -e 'new (require("worker_threads").Worker)("console.log(1+1)", { eval: true })'`,
        `node -e 'require("child_process").execFile("echo", ["child"], (e, out) => console.log(out.trim()))'`,
        `node -e 'require("http").createServer((q, r) => r.end("served")).listen(0, "127.0.0.1", function () { fetch("http://127.0.0.1:" + this.address().port).then((r) => r.text()).then((t) => { console.log(t); process.exit() }) })'`,
        `perl -e 'pipe(R, W); if (fork) { print scalar <R> } else { print W "forked\\n" }'`,
      ].join('\n'),
    )
    expect(output!.trim().split('\n').sort()).toEqual(['2', 'child', 'forked', 'served'])
  }))
