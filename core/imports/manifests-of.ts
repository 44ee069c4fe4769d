import { nameOf } from './tree.ts'

/** Manifests of one tree; a repository with more keeps copies of other people's projects. */
export const MAX_MANIFESTS = 2_000

/**
 * The files resolution may read, of all languages, for a caller that fetches texts in one go: those nearest to the root
 * first, at most MAX_MANIFESTS. The texts of C# and Kotlin sources make their resolution exact and are not among them.
 */
export function manifestsOf(paths: Iterable<string>): string[] {
  return [...paths]
    .filter(
      (path) =>
        isManifest(nameOf(path)) &&
        !`/${path}`.includes('/node_modules/') &&
        !`/${path}`.includes('/vendor/'),
    )
    .map((path) => ({ path, depth: path.split('/').length }))
    .sort((a, b) => a.depth - b.depth || (a.path < b.path ? -1 : 1))
    .slice(0, MAX_MANIFESTS)
    .map(({ path }) => path)
}

function isManifest(name: string): boolean {
  return NAMES.has(name) || /^(?:tsconfig|jsconfig)(?:\.[^/]+)?\.json$/.test(name)
}

const NAMES = new Set([
  'package.json',
  'pnpm-workspace.yaml',
  'pyproject.toml',
  'setup.cfg',
  'go.mod',
  'go.work',
  'Cargo.toml',
  'composer.json',
])
