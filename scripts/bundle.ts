import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { PARSERS } from './copy-parsers.ts'

export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Bundles entry files to `<name>.cjs`, without the parsers, and what their licences ask to go with them to licenses.txt.
 *
 * @returns bytes by file name.
 */
export async function bundle(
  outDir: string,
  entryPoints: Record<string, string>,
  plugins: Plugin[] = [],
): Promise<Record<string, number>> {
  const { metafile } = await build({
    entryPoints,
    absWorkingDir: root,
    outdir: resolve(outDir),
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
    external: [...PARSERS],
    loader: { '.md': 'text' },
    define: { 'import.meta.url': 'bundleUrl', 'import.meta.dirname': '__dirname' },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    plugins: [leaveOut, zodByParts, ...plugins],
    metafile: true,
    logLevel: 'error',
  })
  await writeFile(join(outDir, 'licenses.txt'), await licenses(Object.keys(metafile.inputs)))
  return sizes(outDir)
}

/** Two thirds of the bundle that no code of ours can reach. */
const leaveOut: Plugin = {
  name: 'leave-out',
  setup: ({ onResolve, onLoad }) => {
    // zod exports its messages in fifty languages; it speaks English by itself.
    onResolve({ filter: /\/locales\/index\.js$/ }, ({ path, importer }) =>
      importer.includes('/node_modules/zod/') ? { path, namespace: 'nothing' } : undefined,
    )
    // @actions/http-client makes a dispatcher of undici for @actions/github alone, which is not here; core's own requests
    // go through Node's http, through a proxy too.
    onResolve({ filter: /^undici$/ }, ({ path }) => ({ path, namespace: 'nothing' }))
    // commonmark is asked for blocks only: what stands inside them, entities too, is read by another parser.
    onResolve({ filter: /^entities/ }, ({ path, importer }) =>
      importer.includes('/node_modules/commonmark/') ? { path, namespace: 'no-entities' } : undefined,
    )
    onLoad({ filter: /.*/, namespace: 'no-entities' }, () => ({
      contents: 'exports.decodeHTML = exports.decodeHTMLStrict = (text) => text',
    }))
    onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/** zod's `z` is an object with all of it; as a namespace, the half that nobody uses is left out. */
const zodByParts: Plugin = {
  name: 'zod-by-parts',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/(?:action|app|cli|core)\/.*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      return {
        contents: text.replace(/^import \{ z \} from 'zod'$/m, "import * as z from 'zod'"),
        loader: 'ts',
      }
    }),
}

/** The licences of everything that went into the bundle, in full: they ask to go where the code goes. */
async function licenses(inputs: string[]): Promise<string> {
  const folders = inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])
  const texts = [...new Set(folders)].sort().map(async (folder) => {
    const file = (await readdir(join(root, folder))).find((name) => /^licen[cs]e/i.test(name))
    const text =
      file === undefined ? 'See its package.json.' : await readFile(join(root, folder, file), 'utf8')
    return `${folder.slice(folder.lastIndexOf('node_modules/') + 13)}\n\n${text.trim()}\n`
  })
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`)
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
