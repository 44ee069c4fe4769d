import type { SgNode } from '@ast-grep/napi'
import { childrenOf, type Found, fieldOf, type Named, ofArgument, type Reader } from './reader.ts'

/** `from x import a`: specifier "x" with the names; `from . import a`: specifier "."; one Import for each of `import a, b`. */
export const python: Reader = {
  words: /import/,
  importing: ['import_statement', 'import_from_statement', 'call'],
  imports(node) {
    if (node.kind() === 'call') return byCall(node)
    const kind = isForTypes(node) ? 'type' : 'static'
    if (node.kind() === 'import_statement')
      return node
        .fieldChildren('name')
        .map(nameOf)
        .map((at) => ({ specifier: dotted(at), kind, at }))
    const at = fieldOf(node, 'module_name')
    if (at === null) return []
    const names =
      childrenOf(node, 'wildcard_import').length > 0
        ? ['*']
        : node.fieldChildren('name').map((name) => dotted(nameOf(name)))
    return [{ specifier: dotted(at), kind, names, at }]
  },
  exports(root) {
    const statements = root.namedChildren().map(inner)
    const listed = statements.flatMap(namesInAll)
    return listed.length > 0
      ? listed
      : statements.flatMap(defined).filter(({ name }) => !name.startsWith('_'))
  },
}

/** `a.b as c` → the node of `a.b`. */
function nameOf(node: SgNode): SgNode {
  return node.kind() === 'aliased_import' ? (fieldOf(node, 'name') ?? node) : node
}

/** A dotted name may be spread over lines with spaces and comments. */
function dotted(node: SgNode): string {
  return node.text().replace(/#[^\n]*|[\s\\]+/g, '')
}

const IMPORTERS = new Set(['importlib.import_module', 'import_module', '__import__'])

function byCall(node: SgNode): Found[] {
  const callee = fieldOf(node, 'function')
  if (callee === null || !IMPORTERS.has(callee.text())) return []
  const [argument] =
    fieldOf(node, 'arguments')
      ?.namedChildren()
      .filter((child) => child.kind() !== 'comment') ?? []
  return argument === undefined ? [] : [ofArgument('dynamic', argument, stringValue(argument))]
}

/** The value of a plain string, null for everything else. */
function stringValue(node: SgNode): string | null {
  if (node.kind() !== 'string') return null
  const parts = node.namedChildren()
  const plain = parts.every((part) => part.kind() !== 'interpolation' && part.namedChildren().length === 0)
  return plain
    ? childrenOf(node, 'string_content')
        .map((part) => part.text())
        .join('')
    : null
}

/** `if TYPE_CHECKING:` is never true at run time. */
function isForTypes(node: SgNode): boolean {
  return node
    .ancestors()
    .some(
      (above) =>
        above.kind() === 'if_statement' &&
        /^(?:\w+\.)?TYPE_CHECKING$/.test(fieldOf(above, 'condition')?.text() ?? '') &&
        isWithin(node, fieldOf(above, 'consequence')),
    )
}

function isWithin(node: SgNode, block: SgNode | null): boolean {
  if (block === null) return false
  const { start, end } = block.range()
  const at = node.range().start.index
  return start.index <= at && at < end.index
}

/** The definition under its decorators, the assignment in its statement. */
function inner(node: SgNode): SgNode {
  if (node.kind() === 'decorated_definition') return fieldOf(node, 'definition') ?? node
  return node.kind() === 'expression_statement' ? (node.child(0) ?? node) : node
}

function namesInAll(node: SgNode): Named[] {
  if (node.kind() !== 'assignment' && node.kind() !== 'augmented_assignment') return []
  if (fieldOf(node, 'left')?.text() !== '__all__') return []
  return (fieldOf(node, 'right')?.namedChildren() ?? []).flatMap((at) => {
    const name = stringValue(at)
    return name === null ? [] : [{ name, at }]
  })
}

function defined(node: SgNode): Named[] {
  const kind = node.kind()
  if (kind === 'class_definition' || kind === 'function_definition') return named(fieldOf(node, 'name'))
  if (kind === 'type_alias_statement') return named(fieldOf(node, 'left') ?? node.namedChildren()[0] ?? null)
  if (kind !== 'assignment') return []
  const left = fieldOf(node, 'left')
  if (left?.kind() === 'identifier') return named(left)
  return childrenOf(left ?? node, 'identifier').flatMap(named)
}

function named(at: SgNode | null): Named[] {
  return at === null ? [] : [{ name: at.text(), at }]
}
