import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** What `npm run build` refuses to pass, all files together. */
export const BUNDLE_TARGET_BYTES = 1.5 * 1024 * 1024

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Bundles the action into `outDir`, which is emptied first: main.cjs (what action.yml names), host.cjs (the tool host it
 * starts) and the prompts.
 * @returns bytes by file name.
 */
export async function buildAction(outDir: string): Promise<Record<string, number>> {
  await rm(outDir, { recursive: true, force: true })
  await mkdir(outDir, { recursive: true })
  await build({
    entryPoints: { main: join(root, 'action/main.ts'), host: join(root, 'action/sandbox/host.ts') },
    outdir: outDir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    // esbuild's ES module output fails on the dynamic require of CommonJS dependencies.
    format: 'cjs',
    minify: true,
    // Names stay: a stack trace in a job's log has to say where it happened.
    keepNames: true,
    legalComments: 'eof',
    loader: { '.md': 'text' },
    define: { 'import.meta.url': 'bundleUrl', 'import.meta.dirname': '__dirname' },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    logLevel: 'error',
  })
  return sizes(outDir)
}

async function sizes(folder: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    found[path.slice(folder.length + 1)] = (await stat(path)).size
  }
  return found
}
