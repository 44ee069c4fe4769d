import type { SgNode } from '@ast-grep/napi'
import { childrenOf, type Found, fieldOf, ofArgument, type Reader } from './reader.ts'

/** `require_relative "x"` is of kind "relative", `autoload :X, "x"` of kind "dynamic", `require` and `load` "require". */
export const ruby: Reader = {
  words: /require|load/,
  importing: ['call'],
  imports(node): Found[] {
    const receiver = fieldOf(node, 'receiver')
    if (receiver !== null && !/^(?:::)?Kernel$/.test(receiver.text())) return []
    const method = fieldOf(node, 'method')?.text() ?? ''
    const kind = KINDS.get(method)
    const list = fieldOf(node, 'arguments')?.namedChildren() ?? []
    const argument = list[method === 'autoload' ? 1 : 0]
    return kind === undefined || argument === undefined
      ? []
      : [ofArgument(kind, argument, stringValue(argument))]
  },
  exports: () => [],
}

const KINDS = new Map([
  ['require', 'require'],
  ['load', 'require'],
  ['require_relative', 'relative'],
  ['autoload', 'dynamic'],
] as const) as ReadonlyMap<string, 'require' | 'relative' | 'dynamic'>

function stringValue(node: SgNode): string | null {
  if (node.kind() !== 'string') return null
  const parts = node.namedChildren()
  return parts.every((part) => part.kind() === 'string_content')
    ? childrenOf(node, 'string_content')
        .map((part) => part.text())
        .join('')
    : null
}
