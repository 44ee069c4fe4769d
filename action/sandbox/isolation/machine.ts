/** What is known about the machine before anything runs apart on it. */
export type Machine = {
  uid: number
  gid: number
  /** PATH as the job has it. */
  path: string
  /** The home folder of who we are; no part of it is seen that is not a tool's. */
  home: string
  /** Folders nothing inside may see: the runner's own, the job's workspace, temporary folders. */
  forbidden: string[]
  /** Where the runner keeps tools for its jobs; seen as it is. */
  toolCache: string | null
  /** Variables that name folders of tools: JAVA_HOME, RUSTUP_HOME … */
  toolHomes: Record<string, string>
  /** Variables that name files of public certificates. */
  certificates: Record<string, string>
  /** A machine GitHub made for this one job, where sudo asks nothing. */
  hosted: boolean
}
