import { isTest } from '../../core/harness/detect/is-test.ts'
import type { Edge } from '../../core/harness/detect/layers.ts'
import { createResolver } from '../../core/imports/resolver.ts'
import type { ImportMemory } from '../../core/rules/apply-rules.ts'
import { MAX_TEXT } from '../../core/rules/max-text.ts'
import { languageOf } from '../../core/syntax/language.ts'
import { loadSyntax } from '../../core/syntax/syntax.ts'
import type { Checkout } from '../repository/checkout.ts'

/** `packages`: folders with a manifest of their own, below the root. */
export type Imports = { files: string[]; edges: Edge[]; packages: Set<string> }

/** Source files of a checkout without tests, and which of them import which. What was read is left in `memory`. */
export async function readImports({ paths, read }: Checkout, memory: ImportMemory): Promise<Imports> {
  const files = [...paths].filter((path) => isSource(path) && !isTest(path))
  const syntax = await loadSyntax(files.flatMap((path) => languageOf(path) ?? []))
  const resolver = createResolver({ paths, read })
  const edges = files.flatMap((from) => {
    const text = read(from)
    if (text === null || text.length > MAX_TEXT) return []
    const imports = syntax.importsOf(from, text)
    memory.set(from, { text, ...imports })
    return imports.imports.flatMap((imported) => {
      const found = resolver.resolve(from, imported)
      if (found.kind === 'file') return [{ from, to: found.path }]
      return found.kind === 'files' ? found.paths.map((to) => ({ from, to })) : []
    })
  })
  return { files, edges: edges.filter(({ to }) => !isTest(to)), packages: packagesOf(paths) }
}

/** What is written in a language that has imports. */
function isSource(path: string): boolean {
  const language = languageOf(path)
  return language !== null && language !== 'Html' && language !== 'Css'
}

function packagesOf(paths: ReadonlySet<string>): Set<string> {
  return new Set(
    [...paths].flatMap((path) => (MANIFEST.test(path) ? [path.slice(0, path.lastIndexOf('/'))] : [])),
  )
}

const MANIFEST =
  /\/(?:package\.json|deno\.json|Cargo\.toml|go\.mod|pyproject\.toml|setup\.py|composer\.json|pom\.xml|build\.gradle(?:\.kts)?|[^/]+\.(?:csproj|fsproj|gemspec))$/
