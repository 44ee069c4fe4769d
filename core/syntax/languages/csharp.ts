import type { SgNode } from '@ast-grep/napi'
import { withoutSpace } from './java.ts'
import { childrenOf, fieldOf, hasWord, type Named, type Reader } from './reader.ts'

/** A namespace, or a type for `using static` (with the name "*") and for an alias (with the alias as name). */
export const csharp: Reader = {
  words: /\busing\b/,
  importing: ['using_directive'],
  imports(node) {
    const alias = fieldOf(node, 'name')
    const at = node.namedChildren().findLast((child) => NAMES.has(child.kind()) && child.id() !== alias?.id())
    if (at === undefined) return []
    const names = hasWord(node, 'static') ? ['*'] : alias === null ? [] : [alias.text()]
    const specifier = withoutSpace(at)
      .replace(/^global::/, '')
      .replace(/<.*$/, '')
    return [{ specifier, kind: 'static', names, at }]
  },
  exports(root) {
    return declaredIn(root, 0)
  },
}

const NAMES = new Set<unknown>(['identifier', 'qualified_name', 'alias_qualified_name', 'generic_name'])
const TYPES = new Set<unknown>([
  'class_declaration',
  'interface_declaration',
  'struct_declaration',
  'enum_declaration',
  'record_declaration',
  'record_struct_declaration',
  'delegate_declaration',
])

/** Namespaces are looked into, as deep as anybody writes them. */
function declaredIn(node: SgNode, depth: number): Named[] {
  return node.namedChildren().flatMap((child) => {
    if (child.kind() === 'namespace_declaration' || child.kind() === 'declaration_list')
      return depth < 20 ? declaredIn(child, depth + 1) : []
    if (child.kind() === 'file_scoped_namespace_declaration') return declaredIn(child, depth + 1)
    if (!TYPES.has(child.kind())) return []
    const at = fieldOf(child, 'name')
    const isPublic = childrenOf(child, 'modifier').some((modifier) => modifier.text() === 'public')
    return at !== null && isPublic ? [{ name: at.text(), at }] : []
  })
}
