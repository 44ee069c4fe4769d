import { type Architecture, type CallName, REFUSED, UNKNOWN } from './architectures.ts'
import {
  ARCHITECTURE,
  argument,
  assemble,
  end,
  type Instruction,
  ifAnyBit,
  ifAtLeast,
  ifEqual,
  load,
  NUMBER,
} from './assemble.ts'

const ALLOW = end(0x7fff_0000)
const errno = (code: number) => end(0x0005_0000 | code)
const EPERM = errno(1)
const ENOSYS = errno(38)
const EAFNOSUPPORT = errno(97)

/** CLONE_NEWNS, …CGROUP, …UTS, …IPC, …USER, …PID, …NET: linux/sched.h. */
const NEW_NAMESPACES = 0x7e02_0000
/** AF_UNIX, AF_INET, AF_INET6; they reach what the network namespace holds. */
const FAMILIES = [1, 2, 10]
/** To ask for one's own addresses, as getifaddrs(3) does; other protocols of AF_NETLINK configure the kernel. */
const AF_NETLINK = 16
const NETLINK_ROUTE = 0
/** TIOCSTI and TIOCLINUX type into the terminal, TIOCSETD loads line disciplines: asm-generic/ioctls.h. */
const TERMINAL_TRICKS = [0x5412, 0x541c, 0x5423]

/** Which system calls a program in a room may make: all but those that reach out of it or deep into the kernel. */
export function seccompFilter({ audit, foreignFrom, numbers }: Architecture): Uint8Array {
  const on = (name: CallName, then: Instruction[]) => {
    const number = numbers[name]
    return number === undefined ? [] : ifEqual(number, then)
  }
  return assemble([
    load(ARCHITECTURE),
    // The numbers below mean something else in another ABI, so none of its calls is made.
    ...ifEqual(audit, [
      load(NUMBER),
      ...(foreignFrom === null ? [] : ifAtLeast(foreignFrom, [ENOSYS])),
      ...REFUSED.flatMap((name) => on(name, [EPERM])),
      ...UNKNOWN.flatMap((name) => on(name, [ENOSYS])),
      ...on('clone', [load(argument(0)), ...ifAnyBit(NEW_NAMESPACES, [EPERM]), ALLOW]),
      ...on('socket', [
        load(argument(0)),
        ...FAMILIES.flatMap((family) => ifEqual(family, [ALLOW])),
        ...ifEqual(AF_NETLINK, [load(argument(2)), ...ifEqual(NETLINK_ROUTE, [ALLOW])]),
        EAFNOSUPPORT,
      ]),
      ...on('ioctl', [
        load(argument(1)),
        ...TERMINAL_TRICKS.flatMap((request) => ifEqual(request, [EPERM])),
        ALLOW,
      ]),
      ALLOW,
    ]),
    ENOSYS,
  ])
}
