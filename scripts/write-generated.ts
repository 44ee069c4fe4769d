import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Writes generated files, or with `check` only compares. @returns the paths that were not up to date. */
export async function writeGenerated(
  files: Record<string, string>,
  { check }: { check: boolean },
): Promise<string[]> {
  const stale: string[] = []
  for (const [path, text] of Object.entries(files)) {
    if ((await readIfThere(join(ROOT, path))) === text) continue
    stale.push(path)
    if (check) continue
    await mkdir(dirname(join(ROOT, path)), { recursive: true })
    await writeFile(join(ROOT, path), text)
  }
  return stale
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
