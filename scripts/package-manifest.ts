import { PARSERS } from './copy-parsers.ts'

type Manifest = { dependencies: Record<string, string> } & Record<string, unknown>

const KEPT = [
  ...['name', 'version', 'private', 'description', 'license', 'type', 'bin', 'files', 'engines'],
] as const

/** package.json as the packed command line has it: all but the parsers is in the bundle, so nobody installs an app. */
export function packageManifest(manifest: Manifest): Record<string, unknown> {
  const kept = KEPT.flatMap((key) => (key in manifest ? [[key, manifest[key]]] : []))
  const dependencies = Object.entries(manifest.dependencies).filter(([name]) =>
    PARSERS.some((parser) => (parser.endsWith('*') ? name.startsWith(parser.slice(0, -1)) : name === parser)),
  )
  return { ...Object.fromEntries(kept), dependencies: Object.fromEntries(dependencies) }
}
