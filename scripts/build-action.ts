import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { bundle, root } from './bundle.ts'
import { copyParsers } from './copy-parsers.ts'

/** What `npm run build` refuses to pass, all files of the bundle together. */
export const BUNDLE_TARGET_BYTES = 1.5 * 1024 * 1024

/**
 * Bundles the action into `outDir`, which is emptied first: main.cjs (what action.yml names), tool-host.cjs (which
 * that starts) and licenses.txt; beside them `node_modules` with the native parsers.
 * @returns bytes by file name, of the bundle alone.
 */
export async function buildAction(outDir: string): Promise<Record<string, number>> {
  await rm(outDir, { recursive: true, force: true })
  await mkdir(outDir, { recursive: true })
  const sizes = await bundle(outDir, {
    main: join(root, 'action/main.ts'),
    'tool-host': join(root, 'action/sandbox/host.ts'),
  })
  await copyParsers(outDir)
  return sizes
}
