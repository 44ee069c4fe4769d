import type { SgNode } from '@ast-grep/napi'
import { withoutSpace } from './java.ts'
import { childrenOf, type Named, type Reader } from './reader.ts'

/** Like Java's: "x.y.Z" or "x.y.*". What is imported may be a type, a function or a property: the name does not say. */
export const kotlin: Reader = {
  words: /import/,
  importing: ['import_header'],
  imports(node) {
    const at = childrenOf(node, 'identifier')[0]
    if (at === undefined) return []
    const path = withoutSpace(at).replaceAll('`', '')
    const all = childrenOf(node, 'wildcard_import').length > 0
    return [{ specifier: all ? `${path}.*` : path, kind: 'static', at }]
  },
  exports(root) {
    return root.namedChildren().flatMap((node) => (isPublic(node) ? declared(node) : []))
  },
}

function declared(node: SgNode): Named[] {
  if (!DECLARATIONS.has(node.kind())) return []
  const holder = childrenOf(node, 'variable_declaration')[0] ?? node
  const at = childrenOf(holder, 'type_identifier', 'simple_identifier')[0]
  return at === undefined ? [] : [{ name: at.text(), at }]
}

const DECLARATIONS = new Set<unknown>([
  'class_declaration',
  'object_declaration',
  'function_declaration',
  'property_declaration',
  'type_alias',
])

/** Public is what nothing is said of. */
function isPublic(node: SgNode): boolean {
  return !childrenOf(node, 'modifiers').some((modifiers) =>
    childrenOf(modifiers, 'visibility_modifier').some((word) => word.text() !== 'public'),
  )
}
