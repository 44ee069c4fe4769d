import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { MAX_OPEN_FILES } from '../../core/run/agent-limits.ts'
import type { Place } from './host-message.ts'

/** Both streams become one pipe, so that what is shown stands in the order it was written; no fork, the shells exec. */
const SHELL = 'if command -v bash >/dev/null; then exec bash -c "$0" 2>&1; fi; exec sh -c "$0" 2>&1'

/** Not looked up in PATH: a folder of it may be one that a command can write. */
const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv', '/usr/local/bin/setpriv']
/**
 * The host has a capability that this takes away. A process cannot look into one that may do more than itself, so a
 * command can neither read nor write the host's memory, files and environment: ptrace(2), "access mode checking".
 */
const WITH_FEWER = ['--ambient-caps=-all', '--inh-caps=-all', '--']

/** Starts a command in the workspace, in a session of its own and within its limits; it writes to `stdout` alone. */
export function startCommand(command: string, place: Place): ChildProcess {
  const shell = ['/bin/sh', '-c', `${limits(place)}${SHELL}`, command]
  const [program, ...args] = [...prefix(place), ...shell]
  return spawn(program!, args, { cwd: place.workspace, stdio: ['ignore', 'pipe', 'ignore'], detached: true })
}

function prefix({ apart }: Place): string[] {
  if (!apart) return []
  const setpriv = SETPRIV.find((path) => existsSync(path))
  if (setpriv === undefined)
    throw new Error(`setpriv of util-linux is needed, at one of ${SETPRIV.join(', ')}. Install util-linux.`)
  return [setpriv, ...WITH_FEWER]
}

/**
 * In words that every sh has; what the system does not let be set stays as it is. Processes are not limited where those
 * of other people's programs would count. The memory's is a soft one: a program of a compiler's sanitiser maps terabytes,
 * and `ulimit -d unlimited` lets it; the watch looks at what is really used.
 */
function limits({ apart, bounds }: Place): string {
  const kib = Math.ceil(bounds.memory / 1024)
  return [
    'ulimit -c 0',
    `ulimit -f ${Math.ceil(bounds.file / 512)}`,
    `ulimit -n ${MAX_OPEN_FILES}`,
    ...(apart ? [`ulimit -S -d ${kib}`, `ulimit -u ${bounds.threads} || ulimit -p ${bounds.threads}`] : []),
    // When memory is short, the kernel ends these first, not the host, not the runner.
    'echo 1000 >/proc/self/oom_score_adj',
  ]
    .map((line) => `{ ${line}; } 2>/dev/null\n`)
    .join('')
}
