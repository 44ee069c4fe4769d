import type { SgNode } from '@ast-grep/napi'
import { childrenOf, fieldOf, type Named, type Reader } from './reader.ts'

/** One Import for each path; `names` holds "*" for `import . "path"`. */
export const go: Reader = {
  words: /import/,
  importing: ['import_spec'],
  imports(node) {
    const at = fieldOf(node, 'path')
    if (at === null) return []
    const names = fieldOf(node, 'name')?.kind() === 'dot' ? ['*'] : []
    return [{ specifier: at.text().slice(1, -1), kind: 'static', names, at }]
  },
  exports(root) {
    return root
      .namedChildren()
      .flatMap(declared)
      .filter(({ name }) => /^\p{Lu}/u.test(name))
  },
}

/** Methods too, as "Type.Method": they are as public as their type. */
function declared(node: SgNode): Named[] {
  switch (node.kind()) {
    case 'function_declaration':
      return named(fieldOf(node, 'name'))
    case 'method_declaration': {
      const at = fieldOf(node, 'name')
      const type = fieldOf(node, 'receiver')?.find({ rule: { kind: 'type_identifier' } })
      if (!at || !type || !/^\p{Lu}/u.test(at.text())) return []
      return [{ name: `${type.text()}.${at.text()}`, at }]
    }
    case 'type_declaration':
      return childrenOf(node, 'type_spec', 'type_alias').flatMap((spec) => named(fieldOf(spec, 'name')))
    case 'const_declaration':
    case 'var_declaration':
      return node
        .findAll({ rule: { any: [{ kind: 'const_spec' }, { kind: 'var_spec' }] } })
        .flatMap((spec) => spec.fieldChildren('name').filter((name) => name.kind() === 'identifier'))
        .map((at) => ({ name: at.text(), at }))
    default:
      return []
  }
}

function named(at: SgNode | null): Named[] {
  return at === null ? [] : [{ name: at.text(), at }]
}
