import { CANARY_NAME } from './targets.ts'

/** Runs as the agent's commands do, in the workspace, and prints one line for each thing that is not as it must be. */
export function commandScript({ file, frozen }: { file: string; frozen: string[] }): string {
  return [BESIDE, ...STATE, ...outside(file), ...SYSTEM, ...frozen.map(changes), 'wait'].join('\n')
}

/** Takes a process of its own, which runs while the shell does the rest. */
const BESIDE = 'if unshare --user true 2>/dev/null; then echo "a new user namespace can be made"; fi &'

/** Left in the workspace by the script; whoever runs it removes it. */
export const PROOF_FILE = '.reins-proof'

/** In words that every sh has. A redirection that fails would end most of them, but beside a command like `true`. */
const STATE = [
  'while read -r name value others; do case "$name $value" in',
  '"Seccomp: 2" | "NoNewPrivs: 1") held="${held-}x" ;;',
  ...['CapInh', 'CapPrm', 'CapEff', 'CapAmb'].map(
    (name) =>
      `"${name}: 0000000000000000") ;; "${name}: "*) echo "a command has capabilities: ${name} $value" ;;`,
  ),
  '"Uid: 0") echo "a command runs as root" ;;',
  'esac; done </proc/self/status',
  '[ "${held-}" = xx ] || echo "a command runs without the filter of system calls, or may gain rights"',
  ifOpens(`>${PROOF_FILE}`, ':', 'echo "the workspace is not writable"'),
]

function outside(file: string): string[] {
  const quoted = quote(file)
  return [
    // Without the zero bytes, which no shell keeps, each is a line or a few.
    `for process in /proc/[0-9]*; do while read -r line || [ -n "$line" ]; do case "$line" in *'${CANARY_NAME}='*) seen=x ;; esac; done <"$process/environ"; done 2>/dev/null`,
    '[ -z "${seen-}" ] || echo "the environment of a process outside can be read"',
    `for process in 1 "$PPID"; do ${ifOpens('3<>"/proc/$process/mem"', 'echo "the memory of what holds the walls can be written"')}; done`,
    `for way in "" /proc/1/root /proc/self/root/.. /proc/1/cwd/../../../.. /workspace/../.. /oldroot; do if [ -r "$way"${quoted} ]; then echo "a file outside can be read by way of \${way:-its own path}"; fi; done`,
  ]
}

/** Each leaves the machine as it was, also where it succeeds. */
const SYSTEM = [
  'for path in /usr /etc /reins /; do if [ -w "$path" ]; then echo "$path can be written"; fi; done',
  'if mount -t tmpfs none "$HOME" 2>/dev/null; then umount "$HOME"; echo "something can be mounted"; fi',
  'for path in /run/docker.sock /var/run/docker.sock /run/dbus/system_bus_socket; do if [ -e "$path" ]; then echo "$path is there"; fi; done',
]

function changes(path: string): string {
  return ifOpens(`>>${quote(`./${path}`)}`, `echo ${quote(`${path} can be changed`)}`)
}

function ifOpens(redirection: string, then: string, otherwise = ':'): string {
  return `if { true ${redirection}; } 2>/dev/null; then ${then}; else ${otherwise}; fi`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
