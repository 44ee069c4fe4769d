import type { Edge } from '../../core/harness/detect/layers.ts'
import { createResolver } from '../../core/imports/resolver.ts'
import { languageOf } from '../../core/syntax/language.ts'
import { loadSyntax } from '../../core/syntax/syntax.ts'
import type { Checkout } from '../repository/checkout.ts'

/** Source files of a checkout, and which of them import which. */
export async function readImports({ paths, read }: Checkout): Promise<{ files: string[]; edges: Edge[] }> {
  const files = [...paths].filter((path) => languageOf(path) !== null)
  const syntax = await loadSyntax(files.flatMap((path) => languageOf(path) ?? []))
  const resolver = createResolver({ paths, read })
  const edges = files.flatMap((from) => {
    const text = read(from)
    if (text === null) return []
    return syntax.importsOf(from, text).imports.flatMap((imported) => {
      const found = resolver.resolve(from, imported)
      if (found.kind === 'file') return [{ from, to: found.path }]
      return found.kind === 'files' ? found.paths.map((to) => ({ from, to })) : []
    })
  })
  return { files, edges }
}
