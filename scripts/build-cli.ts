import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { bundle, root } from './bundle.ts'

/**
 * Bundles the command line into `outDir`, which is emptied first: reins.cjs, which cli/reins.mjs starts in a package, and
 * licenses.txt. The parsers are dependencies of the package.
 *
 * @returns bytes by file name.
 */
export async function buildCli(outDir: string): Promise<Record<string, number>> {
  await rm(outDir, { recursive: true, force: true })
  await mkdir(outDir, { recursive: true })
  return bundle(outDir, { reins: join(root, 'cli/main.ts') })
}
