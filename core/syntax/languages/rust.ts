import type { SgNode } from '@ast-grep/napi'
import { childrenOf, type Found, fieldOf, type Named, type Reader } from './reader.ts'

/**
 * One Import for each leaf of a use tree, written out: "crate::a::b", "a::*". Paths of inline modules are told from the
 * file's own module, so that `super::x` inside `mod n { … }` is "self::x". `mod name;` is of kind "module" with the
 * specifier "name" ("n::name" inside `mod n`); with `#[path = "f.rs"]` the specifier is that path.
 */
export const rust: Reader = {
  words: /\b(?:use|mod|extern)\b/,
  importing: ['use_declaration', 'mod_item', 'extern_crate_declaration'],
  imports(node) {
    if (node.kind() === 'mod_item') return ofMod(node)
    if (node.kind() === 'extern_crate_declaration') {
      const at = fieldOf(node, 'name')
      return at === null ? [] : [{ specifier: `::${at.text()}`, kind: 'static', at }]
    }
    const tree = fieldOf(node, 'argument')
    if (tree === null) return []
    const within = inlineModules(node)
    const kind = childrenOf(node, 'visibility_modifier').length > 0 ? 'reexport' : 'static'
    return leaves(tree).map(({ path, at }) => ({ specifier: fromFile(path, within), kind, at }))
  },
  exports(root) {
    return root.namedChildren().flatMap((node) => (isPublic(node) ? declared(node) : []))
  },
}

function ofMod(node: SgNode): Found[] {
  const at = fieldOf(node, 'name')
  if (at === null || fieldOf(node, 'body') !== null) return []
  const path = pathAttribute(node)
  if (path !== null) return [{ specifier: path, kind: 'module', names: [at.text()], at }]
  return [
    { specifier: [...inlineModules(node), at.text()].join('::'), kind: 'module', names: [at.text()], at },
  ]
}

/** `#[path = "other.rs"]` above a `mod`; other attributes may stand between. */
function pathAttribute(node: SgNode): string | null {
  for (let above = node.prev(); above?.kind() === 'attribute_item'; above = above.prev()) {
    const found = /^#\s*\[\s*path\s*=\s*"([^"\\]*)"\s*\]$/.exec(above.text())
    if (found !== null) return found[1] ?? null
  }
  return null
}

/** Names of the `mod n { … }` around a node, outermost first. */
function inlineModules(node: SgNode): string[] {
  return node
    .ancestors()
    .filter((above) => above.kind() === 'mod_item')
    .map((above) => fieldOf(above, 'name')?.text() ?? '')
    .reverse()
}

function fromFile(path: string, within: readonly string[]): string {
  if (within.length === 0) return path
  const parts = path.split('::')
  const at = [...within]
  if (parts[0] !== 'self' && parts[0] !== 'super') return path
  if (parts[0] === 'self') parts.shift()
  while (parts[0] === 'super' && at.length > 0) {
    parts.shift()
    at.pop()
  }
  return parts[0] === 'super' ? parts.join('::') : ['self', ...at, ...parts].join('::')
}

type Leaf = { path: string; at: SgNode }

/** Depth is bounded by what a person nests; deeper groups are left as they are written. */
function leaves(node: SgNode, prefix = '', depth = 0): Leaf[] {
  const under = (name: string) => (prefix === '' ? name : `${prefix}::${name}`)
  if (depth > 50) return [{ path: under('*'), at: node }]
  switch (node.kind()) {
    case 'use_list':
      return node.namedChildren().flatMap((child) => leaves(child, prefix, depth + 1))
    case 'scoped_use_list': {
      const path = fieldOf(node, 'path')
      const list = fieldOf(node, 'list')
      return list === null ? [] : leaves(list, path === null ? prefix : under(plain(path)), depth + 1)
    }
    case 'use_as_clause': {
      const path = fieldOf(node, 'path')
      return path === null ? [] : leaves(path, prefix, depth + 1)
    }
    case 'use_wildcard': {
      const path = node.namedChildren()[0]
      return [{ path: `${path === undefined ? prefix : under(plain(path))}::*`, at: node }]
    }
    case 'self':
      return [{ path: prefix === '' ? 'self' : prefix, at: node }]
    case 'line_comment':
    case 'block_comment':
      return []
    default:
      return [{ path: under(plain(node)), at: node }]
  }
}

function plain(node: SgNode): string {
  return node.text().replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|\s+|r#/g, '')
}

/** `pub` alone; `pub(crate)` is not for others. */
function isPublic(node: SgNode): boolean {
  return childrenOf(node, 'visibility_modifier').some((word) => word.text() === 'pub')
}

function declared(node: SgNode): Named[] {
  if (node.kind() === 'use_declaration') {
    const tree = fieldOf(node, 'argument')
    return tree === null
      ? []
      : leaves(tree).map(({ path, at }) => {
          const alias = at.parent()?.kind() === 'use_as_clause' ? fieldOf(at.parent()!, 'alias') : null
          return { name: alias?.text() ?? path.slice(path.lastIndexOf(':') + 1), at, from: path }
        })
  }
  const at = fieldOf(node, 'name')
  return at === null ? [] : [{ name: at.text(), at }]
}
