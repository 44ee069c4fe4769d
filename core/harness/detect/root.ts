/** The root of a repository: which paths stand there, and the text of those in MANIFESTS. */
export type Root = {
  has: (path: string) => boolean
  text: (path: string) => string | null
  names: readonly string[]
}

/** What one ecosystem brings. `kind` keeps two ecosystems from claiming the same job. */
export type Detected = { setup: string | null; checks: DetectedCheck[]; evidence: string[] }
export type DetectedCheck = {
  kind: 'lint' | 'types' | 'build' | 'test'
  name: string
  run: string
  fix?: string
}

export function toRoot({ paths, read }: { paths: string[]; read: Record<string, string> }): Root {
  const names = paths.map((path) => path.replace(/\/$/, '')).filter((path) => !path.includes('/'))
  const known = new Set(names)
  return {
    has: (path) => known.has(path) || Object.hasOwn(read, path),
    text: (path) => (Object.hasOwn(read, path) ? read[path]! : null),
    names,
  }
}
