/** Where things stand inside a room. */
export const WORKSPACE = '/workspace'
export const HOME = '/home/agent'
/** Our own code, read-only. */
export const CODE = '/reins'
export const NODE = `${CODE}/bin/node`

/** The room's own, writable; of the machine's, tools alone are seen in it. */
export const TEMP = '/tmp'

/** Who the tools are when we are root; nobody else on the machine has this number. */
export const AGENT_ID = 60_551
/** Output too long for the model. Not in the home: nothing that a command can move is ever mounted on. */
export const OUTPUT = '/output'

/** A first process for `sh -c` that waits for its program, and buries whoever is left to it. */
export const WAITING_INIT = '"$@"; exit $?'
