import { homedir } from 'node:os'
import type { Isolation } from '../../../action/sandbox/isolation/isolation.ts'
import type { Machine } from '../../../action/sandbox/isolation/machine.ts'
import { openIsolation } from '../../../action/sandbox/isolation/open-isolation.ts'

/** This machine, as a runner of it would be. */
export function machineHere(other: Partial<Machine> = {}): Machine {
  return {
    uid: process.getuid!(),
    gid: process.getgid!(),
    path: process.env.PATH ?? '/usr/bin:/bin',
    home: homedir(),
    forbidden: [],
    toolCache: null,
    toolHomes: {},
    certificates: {},
    hosted: false,
    ...other,
  }
}

let found: Promise<Isolation> | undefined

/** The walls of this machine, found once for a file of tests. */
export function isolationHere(): Promise<Isolation> {
  found ??= openIsolation(machineHere(), 'required').then((opened) => {
    if (opened.kind === 'refused') throw new Error(opened.why)
    return opened.isolation
  })
  return found
}
