import type { Step } from './layout.ts'
import { WAITING_INIT, WORKSPACE } from './places.ts'

export type RoomOrder = {
  steps: Step[]
  /** A folder of the machine to build on. */
  base: string
  /** Who the program runs as. */
  id: { uid: number; gid: number }
  /** Whether we are the machine's root, or only that of a user namespace. */
  root: boolean
  env: Record<string, string>
  seccomp: Uint8Array
  setpriv: string
  perl: string
  unshare: string
}

/**
 * What builds a room in fresh namespaces and then becomes its program, for `sh -c`; the program stands in "$@".
 * Any step that fails ends it.
 */
export function roomScript({ steps, base, id, root, env, seccomp, ...programs }: RoomOrder): string {
  const { setpriv, perl, unshare } = programs
  const caps = ['--inh-caps', '--ambient-caps', '--bounding-set'].map(
    (set) => `${set}=-all,+net_bind_service`,
  )
  const who = root ? [`--reuid ${id.uid} --regid ${id.gid} --clear-groups`] : []
  // Back from the root of a namespace to who we are: tools behave otherwise for root.
  const back = root ? [] : [`${unshare} --user --map-user=${id.uid} --map-group=${id.gid} --keep-caps`]
  const cleared = Object.entries(env).map(([name, value]) => quote(`${name}=${value}`))
  return [
    'set -eu',
    `hostname sandbox 2>/dev/null || :`,
    `${perl} -e ${quote(LOOPBACK)} || :`,
    BIND,
    `mount -t tmpfs -o mode=755,nosuid,nodev tmpfs ${base}`,
    ...steps.filter(({ kind }) => kind !== 'freeze').flatMap((step) => commands(step, base)),
    `mkdir ${base}/.old && cd ${base} && pivot_root . .old && umount -n -l /.old && rmdir /.old`,
    ...steps
      .filter(({ kind }) => kind === 'freeze')
      .map(({ at }) => `mount -n -o remount,bind,ro,nosuid ${quote(at)}`),
    `cd ${WORKSPACE}`,
    [
      'exec env -i',
      ...cleared,
      ...back,
      `${setpriv} --no-new-privs --pdeathsig KILL ${[...who, ...caps].join(' ')} --`,
      `${perl} -e ${quote(FILTER)} ${Buffer.from(seccomp).toString('hex')}`,
      // A first process that waits for whoever is left to it.
      `/bin/sh -c ${quote(WAITING_INIT)} init "$@"`,
    ].join(' '),
  ].join('\n')
}

/** Flags that the machine has set on a mount must be set again, or a namespace may not have it. */
const BIND = `bind() {
  mount --rbind "$2" "$3"
  mount -o "remount,bind,$1" "$3" 2>/dev/null || mount -o "remount,bind,$1,noexec" "$3"
}`

function commands(step: Step, base: string): string[] {
  const at = quote(`${base}${step.at}`)
  switch (step.kind) {
    case 'folder':
      return [`mkdir ${at}`]
    case 'link':
      return [`ln -s ${quote(step.target)} ${at}`]
    case 'file':
      return [`printf %s ${quote(step.text)} >${at}; chmod 444 ${at}`]
    case 'bind': {
      const from = quote(step.from)
      const there = `if [ -d ${from} ]; then mkdir -p ${at}; else [ -e ${at} ] || : >${at}; fi`
      return [there, `bind ${step.writable ? 'rw' : 'ro'},nosuid,nodev ${from} ${at}`]
    }
    case 'mask':
      return step.folder ? [`mount -t tmpfs -o mode=755 tmpfs ${at}`] : [`mount --bind /dev/null ${at}`]
    case 'stand':
      return [`mkdir -p ${at}`, `mount -t tmpfs -o mode=755 tmpfs ${at}`]
    case 'proc':
      return [`mkdir -p ${at}`, `mount -t proc -o nosuid,nodev,noexec proc ${at}`]
    case 'dev':
      return devices(at)
    case 'freeze':
      return []
  }
}

function devices(at: string): string[] {
  const names = ['null', 'zero', 'full', 'random', 'urandom', 'tty']
  return [
    `mkdir -p ${at}`,
    `mount -t tmpfs -o mode=755,nosuid tmpfs ${at}`,
    `for name in ${names.join(' ')}; do : >${at}/$name; mount --bind /dev/$name ${at}/$name; done`,
    `mkdir ${at}/shm ${at}/pts`,
    `mount -t devpts -o newinstance,ptmxmode=0666,mode=620,nosuid,noexec devpts ${at}/pts`,
    `ln -s pts/ptmx ${at}/ptmx; ln -s /proc/self/fd ${at}/fd`,
    `ln -s fd/0 ${at}/stdin; ln -s fd/1 ${at}/stdout; ln -s fd/2 ${at}/stderr`,
  ]
}

/** SIOCSIFFLAGS with IFF_UP: netdevice(7). */
const LOOPBACK =
  'socket(my $s, 2, 2, 0) or exit 1; my $up = pack("Z16 s x22", "lo", 1); ioctl($s, 0x8914, $up) or exit 1'

/** seccomp(2), SECCOMP_SET_MODE_FILTER with a struct sock_fprog; then the program. */
const FILTER = [
  'use Config;',
  'my $filter = pack("H*", shift);',
  'my $number = $Config{archname} =~ /^(aarch64|arm64)/ ? 277 : 317;',
  'my $program = pack("S x![P] P", length($filter) / 8, $filter);',
  'syscall($number, 1, 0, $program) == 0 or die "seccomp: $!\\n";',
  'exec { $ARGV[0] } @ARGV or die "$ARGV[0]: $!\\n"',
].join(' ')

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
