import type { SgNode } from '@ast-grep/napi'
import { readLiteral } from '../read-literal.ts'
import { childrenOf, type Found, fieldOf, hasWord, type Named, ofArgument, type Reader } from './reader.ts'

/** JavaScript and TypeScript where oxc cannot be asked: texts it gives up on, and those too deep for its stack. */
export const ecmaScript: Reader = {
  words: /import|export|require/,
  importing: ['import_statement', 'export_statement', 'call_expression'],
  imports(node) {
    if (node.kind() === 'call_expression') return byCall(node)
    const required = childrenOf(node, 'import_require_clause')[0]
    const at = fieldOf(required ?? node, 'source')
    const specifier = at === null ? null : readLiteral(at.text())
    if (at === null || specifier === null) return []
    if (required !== undefined) return [{ specifier, kind: hasWord(node, 'type') ? 'type' : 'require', at }]
    const names = namesOf(node)
    if (hasWord(node, 'type') || (names.length > 0 && names.every(({ isType }) => isType)))
      return [{ specifier, kind: 'type', names: names.map(({ name }) => name), at }]
    const kind = node.kind() === 'import_statement' ? 'static' : 'reexport'
    return [{ specifier, kind, names: names.map(({ name }) => name), at }]
  },
  exports(root) {
    return childrenOf(root, 'export_statement').flatMap(exported)
  },
}

function byCall(node: SgNode): Found[] {
  const callee = fieldOf(node, 'function')?.text() ?? ''
  const kind =
    callee === 'import' ? 'dynamic' : /^require(?:\s*\.\s*resolve)?$/.test(callee) ? 'require' : null
  const [argument] =
    fieldOf(node, 'arguments')
      ?.namedChildren()
      .filter((child) => child.kind() !== 'comment') ?? []
  if (kind === null || argument === undefined) return []
  return [ofArgument(kind, argument, readLiteral(argument.text()))]
}

function namesOf(node: SgNode): { name: string; isType: boolean }[] {
  const clause = childrenOf(node, 'import_clause', 'export_clause')[0]
  if (clause === undefined) return node.kind() === 'export_statement' ? [{ name: '*', isType: false }] : []
  const holders = clause.kind() === 'export_clause' ? [clause] : clause.namedChildren()
  return holders.flatMap((holder) => {
    if (holder.kind() === 'identifier') return [{ name: 'default', isType: false }]
    if (holder.kind() === 'namespace_import') return [{ name: '*', isType: false }]
    return childrenOf(holder, 'import_specifier', 'export_specifier').map((specifier) => ({
      name: fieldOf(specifier, 'name')?.text() ?? '',
      isType: hasWord(specifier, 'type'),
    }))
  })
}

function exported(node: SgNode): Named[] {
  const source = fieldOf(node, 'source')
  const specifier = source === null ? null : readLiteral(source.text())
  const from = specifier === null ? {} : { from: specifier }
  if (hasWord(node, 'default')) return [{ name: 'default', at: node }]
  const clause = childrenOf(node, 'export_clause')[0]
  if (clause !== undefined)
    return childrenOf(clause, 'export_specifier').map((at) => ({
      name: (fieldOf(at, 'alias') ?? fieldOf(at, 'name') ?? at).text(),
      at,
      ...from,
    }))
  const namespace = childrenOf(node, 'namespace_export')[0]
  if (namespace !== undefined)
    return [{ name: namespace.namedChildren()[0]?.text() ?? '*', at: node, ...from }]
  if (specifier !== null) return [{ name: '*', at: node, from: specifier }]
  return declaredBy(fieldOf(node, 'declaration'))
}

function declaredBy(node: SgNode | null): Named[] {
  if (node === null) return []
  const at = fieldOf(node, 'name')
  if (at !== null) return [{ name: at.text(), at }]
  return childrenOf(node, 'variable_declarator').flatMap((declarator) => {
    const name = fieldOf(declarator, 'name')
    if (name === null) return []
    if (name.kind() === 'identifier') return [{ name: name.text(), at: name }]
    return name
      .findAll({ rule: { any: [{ kind: 'identifier' }, { kind: 'shorthand_property_identifier_pattern' }] } })
      .map((found) => ({ name: found.text(), at: found }))
  })
}
