import type { SgNode } from '@ast-grep/napi'
import { childrenOf, type Found, fieldOf, type Named, ofArgument, type Reader } from './reader.ts'

/**
 * `use A\{B, C as D}` is an Import for each name, "A\\B" and "A\\C", without a leading backslash. `require 'x.php'` is of
 * kind "require"; `__DIR__ . '/x.php'` is "relative" with the specifier "x.php". The `use` of traits and closures is none.
 */
export const php: Reader = {
  words: /\b(?:use|require|require_once|include|include_once)\b/i,
  importing: [
    'namespace_use_declaration',
    'require_expression',
    'require_once_expression',
    'include_expression',
    'include_once_expression',
  ],
  imports(node) {
    if (node.kind() !== 'namespace_use_declaration') return ofInclude(node)
    const group = childrenOf(node, 'namespace_use_group')[0]
    const prefix = group === undefined ? '' : `${plain(childrenOf(node, 'namespace_name')[0])}\\`
    return childrenOf(group ?? node, 'namespace_use_clause').flatMap((clause) => {
      const at = childrenOf(clause, 'qualified_name', 'name')[0]
      return at === undefined
        ? []
        : [{ specifier: (prefix + plain(at)).replace(/^\\/, ''), kind: 'static' as const, at }]
    })
  },
  exports(root) {
    return declaredIn(root)
  },
}

function ofInclude(node: SgNode): Found[] {
  let at = node.namedChildren().find((child) => child.kind() !== 'comment')
  while (at?.kind() === 'parenthesized_expression') at = at.namedChildren()[0]
  if (at === undefined) return []
  const left = at.kind() === 'binary_expression' ? fieldOf(at, 'left') : null
  const right = left === null ? null : fieldOf(at, 'right')
  if (left !== null && right !== null && isOwnFolder(left)) {
    const value = stringValue(right)
    if (value !== null) return [{ specifier: value.replace(/^\/+/, ''), kind: 'relative', at }]
  }
  return [ofArgument('require', at, stringValue(at))]
}

function isOwnFolder(node: SgNode): boolean {
  return /^(?:__DIR__|dirname\s*\(\s*__FILE__\s*\))$/i.test(node.text())
}

function stringValue(node: SgNode): string | null {
  if (node.kind() !== 'string' && node.kind() !== 'encapsed_string') return null
  const parts = node.namedChildren()
  return parts.every((part) => part.kind() === 'string_content')
    ? parts.map((part) => part.text()).join('')
    : null
}

function plain(node: SgNode | undefined): string {
  return (node?.text() ?? '').replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|#[^\n]*|\s+/g, '')
}

const DECLARATIONS = new Set<unknown>([
  'class_declaration',
  'interface_declaration',
  'trait_declaration',
  'enum_declaration',
  'function_definition',
])

function declaredIn(node: SgNode): Named[] {
  return node.namedChildren().flatMap((child) => {
    if (child.kind() === 'namespace_definition') {
      const body = fieldOf(child, 'body')
      return body === null ? [] : declaredIn(body)
    }
    const at = DECLARATIONS.has(child.kind()) ? fieldOf(child, 'name') : null
    if (at !== null) return [{ name: at.text(), at }]
    if (child.kind() !== 'const_declaration') return []
    return childrenOf(child, 'const_element').flatMap((element) => {
      const name = childrenOf(element, 'name')[0]
      return name === undefined ? [] : [{ name: name.text(), at: name }]
    })
  })
}
