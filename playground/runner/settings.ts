import type { Timing } from './process/timing.ts'

/** What the machine that plays the runner is. */
export type Settings = {
  /** PATH of every step; the folder of this Node comes first. */
  path: string
  /** Where this machine keeps public certificates: a self-hosted runner has these from its own settings. */
  certificates: Record<string, string>
  /** Folder under which every job gets its own. */
  temp: string
  /** Leaves the jobs' folders where they are, and says where. */
  keep: boolean
  timing: Timing
}
