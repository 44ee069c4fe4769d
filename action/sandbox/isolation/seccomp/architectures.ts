/** `e_machine` with the bits linux/audit.h adds, and the numbers of the system calls the filter looks at: unistd.h. */
export type Architecture = {
  audit: number
  /** Numbers from here on are another ABI's: x32. */
  foreignFrom: number | null
  numbers: Partial<Record<CallName, number>>
}

/** Refused with EPERM, each for all it does. */
export const REFUSED = [
  // Another process: its memory, its descriptors, whether two share something.
  ...(['ptrace', 'process_vm_readv', 'process_vm_writev', 'pidfd_getfd', 'kcmp'] as const),
  // Another view of the file system, or another namespace.
  ...(['mount', 'umount2', 'pivot_root', 'chroot', 'setns', 'unshare', 'open_tree', 'move_mount'] as const),
  ...(['fsopen', 'fsconfig', 'fsmount', 'fspick', 'mount_setattr', 'open_tree_attr'] as const),
  ...(['open_by_handle_at'] as const),
  // Large parts of the kernel that no build needs, and that exploits begin with.
  ...(['bpf', 'perf_event_open', 'userfaultfd', 'keyctl', 'add_key', 'request_key'] as const),
  ...(['fanotify_init', 'lookup_dcookie', 'nfsservctl', 'modify_ldt', 'uselib', 'iopl', 'ioperm'] as const),
  // The machine itself.
  ...(['init_module', 'finit_module', 'delete_module', 'kexec_load', 'kexec_file_load', 'reboot'] as const),
  ...(['swapon', 'swapoff', 'quotactl', 'quotactl_fd', 'acct', 'syslog', 'vhangup'] as const),
  ...(['settimeofday', 'clock_settime', 'sethostname', 'setdomainname'] as const),
] as const

/** As if the kernel were older: programs then take another way. What clone3 is asked lies behind a pointer. */
export const UNKNOWN = ['clone3', 'io_uring_setup', 'io_uring_enter', 'io_uring_register'] as const

export type CallName = (typeof REFUSED)[number] | (typeof UNKNOWN)[number] | 'clone' | 'socket' | 'ioctl'

/** Since Linux 5.1 a new call has one number on every architecture. */
const SHARED = {
  ...{ pidfd_getfd: 438, open_tree: 428, move_mount: 429, fsopen: 430, fsconfig: 431, fsmount: 432 },
  ...{ fspick: 433, mount_setattr: 442, open_tree_attr: 467, quotactl_fd: 443, clone3: 435 },
  ...{ io_uring_setup: 425, io_uring_enter: 426, io_uring_register: 427 },
}

/** Named as Node names them: process.arch. */
export const ARCHITECTURES: Record<string, Architecture> = {
  x64: {
    audit: 0xc000_003e,
    foreignFrom: 0x4000_0000,
    numbers: {
      ...SHARED,
      ...{ ioctl: 16, socket: 41, clone: 56, ptrace: 101, syslog: 103, uselib: 134, vhangup: 153 },
      ...{ modify_ldt: 154, pivot_root: 155, chroot: 161, acct: 163, settimeofday: 164, mount: 165 },
      ...{ umount2: 166, swapon: 167, swapoff: 168, reboot: 169, sethostname: 170, setdomainname: 171 },
      ...{ iopl: 172, ioperm: 173, init_module: 175, delete_module: 176, quotactl: 179, nfsservctl: 180 },
      ...{ lookup_dcookie: 212, clock_settime: 227, kexec_load: 246, add_key: 248, request_key: 249 },
      ...{ keyctl: 250, unshare: 272, perf_event_open: 298, fanotify_init: 300, open_by_handle_at: 304 },
      ...{ setns: 308, process_vm_readv: 310, process_vm_writev: 311, kcmp: 312, finit_module: 313 },
      ...{ kexec_file_load: 320, bpf: 321, userfaultfd: 323 },
    },
  },
  arm64: {
    audit: 0xc000_00b7,
    foreignFrom: null,
    numbers: {
      ...SHARED,
      ...{ lookup_dcookie: 18, ioctl: 29, umount2: 39, mount: 40, pivot_root: 41, nfsservctl: 42 },
      ...{ chroot: 51, vhangup: 58, quotactl: 60, acct: 89, unshare: 97, kexec_load: 104 },
      ...{ init_module: 105, delete_module: 106, clock_settime: 112, syslog: 116, ptrace: 117 },
      ...{ reboot: 142, sethostname: 161, setdomainname: 162, settimeofday: 170, socket: 198 },
      ...{ add_key: 217, request_key: 218, keyctl: 219, clone: 220, swapon: 224, swapoff: 225 },
      ...{ perf_event_open: 241, fanotify_init: 262, open_by_handle_at: 265, setns: 268 },
      ...{ process_vm_readv: 270, process_vm_writev: 271, kcmp: 272, finit_module: 273, bpf: 280 },
      ...{ userfaultfd: 282, kexec_file_load: 294 },
    },
  },
}
