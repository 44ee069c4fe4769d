import { readdir, readFile } from 'node:fs/promises'
import type { Turn } from '../../../playground/model/turn.ts'
import { shared } from '../../stage/stage.ts'
import { add, finish } from '../../stage/turns.ts'

/** Longer than any attempt may take, and as long as no other process sleeps: so `left` finds it. */
export const NAP = `sleep ${2_000_000_000 + process.pid}`

/** Processes of the whole machine that came of a command. */
export async function left(word = NAP): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
  return lines.map((line) => line.replaceAll('\0', ' ')).filter((line) => line.startsWith(word))
}

/** With little time, so that what hangs is seen to be ended. */
const hurried = (command: string): Turn => ({
  call: [{ name: 'shell', arguments: { command, timeout_ms: 1_000 } }],
})
/** With ten minutes: what ends sooner was not ended by the clock. */
const patient = (command: string): Turn => ({
  call: [{ name: 'shell', arguments: { command, timeout_ms: 600_000 } }],
})

export const COMMANDS = {
  bomb: `:(){ :|:& };: ; ${NAP}`,
  hiddenBomb: `b(){ (env -i setsid bash -c "$(declare -f b); b; b" &) ; }; b; ${NAP}`,
  print: 'yes',
  line: 'head -c 10G /dev/zero',
  // Blocks are taken without being written: as full as by dd, in a moment, and given back at the end.
  disk: `for n in 1 2 3 4; do fallocate -l 3G /tmp/f$n; done; ${NAP}`,
  nameless: `for n in 1 2 3 4; do exec {fd}>/tmp/g; rm /tmp/g; fallocate -l 3G /dev/fd/$fd; done; ${NAP}`,
  file: 'exec truncate -s 5G large',
  memory: `python3 -c 'x = bytearray(1 << 45)'`,
  pipe: `${NAP} & ${NAP} & echo held`,
  daemon: `env -i setsid /bin/sh -c '(${NAP} &) ; exit' ; (setsid nohup ${NAP} >/dev/null 2>&1 </dev/null &) ; echo gone`,
  deaf: `setsid bash -c 'trap "" HUP INT TERM QUIT PIPE; while :; do ${NAP}; done' & trap "" TERM; while :; do ${NAP}; done`,
  stopped: `${NAP} & kill -STOP $! ; kill -STOP $$`,
  init: 'kill -9 1; kill -STOP 1; echo still',
  look: 'ls /proc | grep -c "^[0-9]"; df --output=avail -B1G /tmp | tail -1; rm -f /tmp/f? large',
} as const

/** One run of an agent that takes everything it can, one after the other; each time the next command works again. */
export const greedy = shared(async (stage) => {
  const { look, ...others } = COMMANDS
  const { deaf, stopped, ...rest } = others
  return stage.thread({
    says: [
      ...Object.values(rest).map(patient),
      ...[deaf, stopped].map(hurried),
      patient(look),
      add('src/tax.js', 'export const tax = 19'),
      finish(),
    ],
  })
})

/** The host that performs the agent's calls is a process of the room, too. */
export const KILL = `kill -9 -1; ${NAP}`
export const killed = shared((stage) =>
  stage.thread({ says: [add('src/tax.js', 'export const tax = 19'), patient(KILL), finish()] }),
)

/** A run that leaves in its workspace what would hold up whoever looks at it. */
export const LITTER = `mkfifo src/pipe; truncate -s 3G src/large; ln -s loop src/loop; ln -s /dev/zero src/zero
(cd src; for n in $(seq 200); do mkdir d && cd d || break; done)
mkdir src/many; cd src/many; seq 5000 | xargs touch; cd ../..; chmod 000 src/many; echo littered`
export const littered = shared((stage) =>
  stage.thread({
    says: [patient(LITTER), add('src/tax.js', 'export const tax = 19'), ...new Array(9).fill(finish())],
  }),
)

/** The agent has five seconds in all, and a command that wants ten minutes. */
export const late = shared((stage) =>
  stage.thread({
    harness: 'version: 1\nlimits: { time: 5s }\n',
    says: [patient(COMMANDS.deaf), patient(COMMANDS.deaf), finish()],
  }),
)

/** A setup that leaves daemons and never ends, and a check that does. */
export const SETUP = `(setsid ${NAP} &); ${NAP}`
export const slowSetup = shared((stage) =>
  stage.thread({
    harness: `version: 1\nsetup: { run: ${JSON.stringify(SETUP)}, timeout: 2s, network: true }\n`,
    says: [finish()],
  }),
)
export const slowCheck = shared((stage) =>
  stage.thread({
    harness: `version: 1\nlimits: { repairs: 0 }\nchecks:\n  - { name: slow, run: ${JSON.stringify(SETUP)}, timeout: 2s }\n`,
    says: [add('src/tax.js', 'export const tax = 19'), finish()],
  }),
)
