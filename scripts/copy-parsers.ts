import { cp, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const modules = fileURLToPath(new URL('../node_modules', import.meta.url))

/** Packages the bundle leaves outside, because they are native; see docs/decisions/0015-parsers.md. */
export const PARSERS: readonly string[] = ['oxc-parser', '@ast-grep/napi', '@ast-grep/lang-*']

/** Of each, the files that run: no types, no C sources, no WebAssembly, no other platform's libraries. */
const RUNS = /(?:^|\/)(?:package\.json|licen[cs]e[^/]*|[^/]+\.(?:node|c?js|mjs))$/i

/**
 * Copies the parsers to `node_modules` in a folder, so that a downloaded action finds them without installing anything:
 * for every Linux whose native packages are installed here.
 * @returns bytes by package.
 */
export async function copyParsers(outDir: string): Promise<Record<string, number>> {
  const bindings = await packagesLike(/^@(?:oxc-parser\/binding|ast-grep\/napi)-linux-/)
  const grammars = await packagesLike(/^@ast-grep\/lang-/)
  const libraries = bindings.flatMap((name) => PREBUILDS.get(/linux-(\w+)/.exec(name)?.[1] ?? '') ?? [])
  const sizes: Record<string, number> = {}
  for (const name of ['oxc-parser', '@ast-grep/napi', '@ast-grep/setup-lang', ...bindings, ...grammars]) {
    const from = join(modules, name)
    const to = join(outDir, 'node_modules', name)
    for (const path of await filesOf(from)) {
      const isLibrary = libraries.some((folder) => path === `prebuilds/${folder}/parser.so`)
      if (!isLibrary && (!RUNS.test(path) || /wasm|postinstall/.test(path))) continue
      await cp(join(from, path), join(to, path))
      sizes[name] = (sizes[name] ?? 0) + (await stat(join(from, path))).size
    }
  }
  return sizes
}

/** The architecture in npm's words, and as the grammars name their folders. */
const PREBUILDS = new Map([
  ['x64', 'prebuild-Linux-X64'],
  ['arm64', 'prebuild-Linux-ARM64'],
])

async function packagesLike(name: RegExp): Promise<string[]> {
  const scopes = ['@oxc-parser', '@ast-grep']
  const found = await Promise.all(
    scopes.map(async (scope) => (await readdir(join(modules, scope))).map((folder) => `${scope}/${folder}`)),
  )
  return found
    .flat()
    .filter((folder) => name.test(folder))
    .sort()
}

/** Paths of all files below a folder, told from it, with forward slashes. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}
