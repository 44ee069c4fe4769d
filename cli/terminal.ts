/** Where a command writes, and what it may know of the machine it runs on. */
export type Terminal = {
  /** Results: what another program may read. */
  out: (text: string) => void
  /** Remarks and refusals. */
  err: (text: string) => void
  /** Shown while something long is done and then gone; null when nobody watches. */
  progress: ((text: string) => void) | null
  colour: boolean
  /** Characters of a line. */
  columns: number
  folder: string
  /** YYYY-MM-DD, UTC. */
  today: string
}

/** Documented in docs/cli.md. */
export const EXIT = {
  /** Nothing breaks a rule of level `error`. */
  ok: 0,
  /** Something does. */
  broken: 1,
  /** Nothing could be judged: wrong options, no repository, a broken harness. */
  refused: 2,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
