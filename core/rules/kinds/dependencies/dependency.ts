/** Something a manifest or a lockfile names. */
export type Dependency = {
  /** `registry`: where packages come from; `include`: another file of dependencies. */
  role: 'package' | 'override' | 'registry' | 'include'
  name: string
  version: string | null
  /** Where it comes from, without its version; null: the registry everybody uses, or not said. */
  source: string | null
  /** Of a lockfile: one or more checksums of what is downloaded. */
  checksums?: readonly string[]
}

/** Text of one file → what it names; null: it could not be read. */
export type ReadDependencies = (text: string) => Dependency[] | null

export function packageOf(name: string, version: string | null, source: string | null = null): Dependency {
  return { role: 'package', name, version, source }
}
