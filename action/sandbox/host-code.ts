import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Mount } from './isolation/isolation.ts'
import { CODE } from './isolation/places.ts'

/** What the sources of the host import: they run as they stand, without a build. */
const SOURCES = ['action', 'core', 'node_modules', 'package.json']

/**
 * The host's own code, to be mounted where the host runs.
 *
 * @param entry Its script, bundled to one file; without it the one beside this module, or beside the bundled entry.
 */
export function hostCode(entry = hostEntry()): { mounts: Mount[]; entry: Mount } {
  const real = realpathSync(entry)
  if (real.endsWith('.cjs')) {
    const mount = { from: real, to: `${CODE}/${basename(real)}`, writable: false }
    return { mounts: [mount], entry: mount }
  }
  const root = join(dirname(real), '../..')
  const at = (name: string): Mount => ({ from: join(root, name), to: `${CODE}/${name}`, writable: false })
  return {
    mounts: SOURCES.map(at).map((mount) => ({ ...mount, from: realpathSync(mount.from) })),
    entry: { from: real, to: `${CODE}/action/sandbox/${basename(real)}`, writable: false },
  }
}

/** In a CommonJS bundle `import.meta` is empty; the bundled host then stands beside the entry that was started. */
function hostEntry(): string {
  const here = import.meta.dirname ?? dirname(process.argv[1] ?? '.')
  const bundled = join(here, 'tool-host.cjs')
  return existsSync(bundled) ? bundled : join(here, 'host.ts')
}
