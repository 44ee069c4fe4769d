import type { SgNode } from '@ast-grep/napi'
import { childrenOf, fieldOf, hasWord, type Reader } from './reader.ts'

/** `import x.y.*` has the specifier "x.y.*"; `import static x.y.Z.f` has "x.y.Z" and the name "f" (or "*"). */
export const java: Reader = {
  words: /import/,
  importing: ['import_declaration'],
  imports(node) {
    const at = childrenOf(node, 'scoped_identifier', 'identifier')[0]
    if (at === undefined) return []
    const path = withoutSpace(at)
    const all = childrenOf(node, 'asterisk').length > 0
    if (!hasWord(node, 'static')) return [{ specifier: all ? `${path}.*` : path, kind: 'static', at }]
    const cut = path.lastIndexOf('.')
    return all || cut < 0
      ? [{ specifier: path, kind: 'static', names: ['*'], at }]
      : [{ specifier: path.slice(0, cut), kind: 'static', names: [path.slice(cut + 1)], at }]
  },
  exports(root) {
    return root.namedChildren().flatMap((node) => {
      const at = TYPES.has(node.kind()) ? fieldOf(node, 'name') : null
      return at !== null && isPublic(node) ? [{ name: at.text(), at }] : []
    })
  },
}

const TYPES = new Set<unknown>([
  'class_declaration',
  'interface_declaration',
  'annotation_type_declaration',
  'enum_declaration',
  'record_declaration',
])

function isPublic(node: SgNode): boolean {
  return childrenOf(node, 'modifiers').some((modifiers) => hasWord(modifiers, 'public'))
}

/** Names may have spaces, line breaks and comments between their parts. */
export function withoutSpace(node: SgNode): string {
  return node.text().replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|\s+/g, '')
}
