/** Something that the walls did not let a command do. Its words come from what the command printed: never believe them. */
export type Refused = {
  kind: 'network' | 'loopback' | 'write'
  /** A host, an address, a path. */
  what: string
  count: number
}

/** Of one command; what is more is in the counts. */
export const MOST_REFUSED = 20

/** The sentence beside each in the report, and for the agent. */
export const WHY_REFUSED: Record<Refused['kind'], string> = {
  network:
    'The network is closed while the agent works. What has to be downloaded belongs into `setup` in .github/agent.yml.',
  loopback:
    'No service of the machine can be reached. What a command needs to listen, it has to start by itself.',
  write: 'This stands here to be read only.',
}
