import type { ChildProcess, StdioOptions } from 'node:child_process'

/** What a program that runs apart sees and may do. `from` paths are absolute and real; inside, things stand elsewhere. */
export type Room = {
  /** The repository's files, writable; inside they stand at `Isolation.inside.workspace`, where the program starts. */
  workspace: string
  /** Other folders and files it needs: its own code, its home, where long output goes. */
  mounts: Mount[]
  /** Files of the workspace, relative to it, that stand there and cannot be changed. */
  frozen: string[]
  network: boolean
  /** The whole environment; nothing is inherited. `Isolation.env` is what the machine's tools need in it. */
  env: Record<string, string>
}

export type Mount = { from: string; to: string; writable: boolean }

/**
 * A way to run programs apart from this machine: without its network, its other processes, its environment and its files.
 * Found by probing once in a run, and proven before anything is trusted to it.
 */
export type Isolation = {
  kind: 'bubblewrap' | 'unshare' | 'off'
  /** For the report, at most 200 characters. */
  words: string
  /** Where the parts of a room stand for the program; with `off` they stand where they are. */
  inside: (room: Pick<Room, 'workspace'> & { home: string }) => { workspace: string; home: string }
  /** Where a mount stands for the program. */
  at: (mount: Pick<Mount, 'from' | 'to'>) => string
  /** PATH and what else the machine's tools need, with paths as they are inside. */
  env: Record<string, string>
  /** Starts a program in a room; it dies with us. Its path is one inside. */
  spawn: (program: [string, ...string[]], room: Room, options: { stdio: StdioOptions }) => ChildProcess
  /** Stands in the environment of the process that holds a room, where nothing inside may read it. */
  canary: string
  /** Whose the files of a room have to be so that the program may write them; null: ours, nothing to do. */
  owner: { uid: number; gid: number } | null
}
