import { join } from 'node:path/posix'
import { realOf, statOf } from './looked-up.ts'
import { isWithin } from './paths.ts'
import type { View } from './view.ts'

/** Where tools are known to keep passwords and tokens, below the folder they are installed in. */
const KNOWN = [
  ...['credentials', 'credentials.toml', 'credentials.json', '.credentials', '.git-credentials', 'auth.json'],
  ...['.npmrc', 'etc/npmrc', '.yarnrc', '.yarnrc.yml', '.netrc', '.pypirc', 'pip.conf', '.condarc', '.env'],
  ...['NuGet.Config', 'nuget.config', 'gradle.properties', '.gem/credentials', '.m2/settings.xml', '.hgrc'],
  ...[
    '.docker',
    '.ssh',
    '.aws',
    '.azure',
    '.gnupg',
    '.kube',
    '.config/gh',
    '.config/gcloud',
    'share/keyrings',
  ],
  // A clone's address may have a password in it.
  '.git',
]

/** @param folder As it is shown. */
export function credentialsIn(folder: string): View['masks'] {
  const root = realOf(folder)
  if (root === null) return []
  return KNOWN.map((name) => join(folder, name)).flatMap((path) => {
    const found = statOf(path)
    if (found === null) return []
    const real = realOf(path)
    // Where a link leads out of what is shown, there is nothing to see.
    if (real === null || !isWithin(real, root)) return []
    return [{ path: folder + real.slice(root.length), folder: found.isDirectory() }]
  })
}
