/** What must not be reached, told to those who try. */
export type Targets = {
  /** Stands in the environment of the process that holds the room, under CANARY_NAME, and in the file. */
  canary: string
  /** Absolute path on the machine, outside of the room. */
  file: string
  /** The network is open on purpose: nothing of the next three is tried. */
  network: boolean
  /** Addresses on which we listen outside: one try that arrives is enough. */
  tcp: { host: string; port: number }[]
  udp: { host: string; port: number }[]
  /** Name of an abstract unix socket, without its zero byte. */
  abstract: string
  /** Where they start, and what they may write. */
  workspace: string
  /** Files of the workspace that must not change, relative to it. */
  frozen: string[]
}

export const CANARY_NAME = 'REINS_CANARY'
