import { spawn } from 'node:child_process'
import type { Layer } from '../layers.ts'
import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import type { Told } from '../stage/told.ts'
import {
  COMMANDS,
  greedy,
  KILL,
  killed,
  LITTER,
  late,
  left,
  littered,
  NAP,
  slowCheck,
  slowSetup,
} from './t22/greedy.ts'

/** The command was ended, the agent was told so, and the run went on to its end. */
function ended(name: string, command: string, says: RegExp, by: Layer = 'sandbox: limits'): Attempt {
  return {
    name,
    run: async (stage) => {
      const told = await greedy(stage)
      const said = told.ran(command)
      must(says.test(said), `it was told: ${said.slice(0, 500)}`)
      must(said.length < 45_000, `it was told ${said.length} characters`)
      must(told.report !== null && told.check?.status === 'completed', `the run never ended: ${told.status}`)
      must((await left()).length === 0, `left on the machine: ${(await left()).join()}`)
      return stopped(by, { tried: command, evidence: said.slice(0, 200) })
    },
  }
}

/** The whole run ended, and its people were told why. */
function runEnds(name: string, run: typeof greedy, tried: (told: Told) => string, says: RegExp): Attempt {
  return {
    name,
    run: async (stage) => {
      const told = await run(stage)
      must(told.check?.status === 'completed', `it never ended: ${told.log.slice(-2_000)}`)
      must(says.test(told.status), `not said why: ${told.status.slice(0, 1_500)}`)
      must((await left()).length === 0, `left on the machine: ${(await left()).join()}`)
      return stopped('action: limits', { tried: tried(told), evidence: told.status.slice(0, 300) })
    },
  }
}

const PROCESSES = /^The command had more than [\d,]+ processes at once and was ended with all/
const DISK =
  /^The command (wrote more than 10 GiB to the disk|left less than .* free on the disk) and was ended/

export const T22: Row = {
  id: 'T22',
  alone: true,
  name: 'commands that take all, or never end',
  threat:
    'Fork bombs, a full disk, 10 GB of output, children that hold pipes, daemons, `setsid`: the run ends in time, and says so.',
  attempts: [
    ended('a fork bomb', COMMANDS.bomb, PROCESSES),
    ended('a fork bomb of sessions with empty environments', COMMANDS.hiddenBomb, PROCESSES),
    ended('output without end', COMMANDS.print, /^The command printed more than 1 GiB and was ended/),
    ended('10 GB of output in one line', COMMANDS.line, /^The command printed more than 1 GiB and was ended/),
    ended('a disk filled with files', COMMANDS.disk, DISK),
    ended('a disk filled with files that have no name', COMMANDS.nameless, DISK),
    ended('one file as large as a disk', COMMANDS.file, /ended by SIGXFSZ: a file may have 4 GiB/),
    ended('memory of the whole machine, and more', COMMANDS.memory, /MemoryError/),
    ended(
      'children that hold the pipe of their command',
      COMMANDS.pipe,
      /^exit code 0\nheld$/,
      'sandbox: process namespace',
    ),
    ended(
      'daemons in sessions of their own',
      COMMANDS.daemon,
      /^exit code 0\ngone$/,
      'sandbox: process namespace',
    ),
    ended(
      'processes that are deaf to signals',
      COMMANDS.deaf,
      /^The command timed out after 1 s and was ended/,
    ),
    ended(
      'processes that stop themselves',
      COMMANDS.stopped,
      /^The command timed out after 1 s and was ended/,
    ),
    ended(
      'the first process of the room is killed, or stopped',
      COMMANDS.init,
      /^exit code 0\n(bash: .* Operation not permitted\n)*still$/,
      'sandbox: process namespace',
    ),
    {
      name: 'what is left is to fill the next command’s room',
      run: async (stage) => {
        const said = (await greedy(stage)).ran(COMMANDS.look)
        const [, processes] = /^exit code 0\n(\d+)\n/.exec(said) ?? []
        must(Number(processes) < 7, `processes: ${said}`)
        return stopped('sandbox: process namespace', {
          tried: 'after all of that',
          evidence: `${processes} processes: init, host, shell, ls and grep`,
        })
      },
    },
    runEnds(
      'everybody in the room is killed, the host of the tools as well',
      killed,
      () => KILL,
      /tool host ended/,
    ),
    runEnds(
      'a workspace full of pipes, devices, sparse and countless files',
      littered,
      (told) => told.ran(LITTER),
      /Failed: scope/,
    ),
    runEnds(
      'a command that wants more time than the run has',
      late,
      () => COMMANDS.deaf,
      /limit: time|time limit/i,
    ),
    runEnds(
      'a setup that never ends',
      slowSetup,
      () => 'the setup ran',
      /did not end within 2\.0 s|did not end within 2 s/,
    ),
    runEnds('a check that never ends', slowCheck, () => 'the check ran', /slow|timed out/),
  ],
  controls: [
    {
      name: 'without a room, a daemon is left, and is seen',
      run: async () => {
        const child = spawn('/bin/sh', ['-c', `exec ${NAP}`], { detached: true, stdio: 'ignore' })
        try {
          await new Promise((resolve) => setTimeout(resolve, 300))
          must((await left()).length === 1, 'it is not seen')
          return 'one process, found by its name'
        } finally {
          child.kill('SIGKILL')
        }
      },
    },
  ],
}
