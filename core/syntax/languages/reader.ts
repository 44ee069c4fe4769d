import type { SgNode } from '@ast-grep/napi'
import type { ExportedName, Import, ImportKind } from '../import.ts'
import type { Places } from '../places.ts'

/** How the imports and exports of one language are read from its tree. */
export type Reader = {
  /** A text in which this finds nothing imports nothing. Also what makes an unreadable stretch worth a word. */
  words: RegExp
  /** Kinds of the nodes that import; `imports` is asked for each. */
  importing: readonly string[]
  imports(node: SgNode): Found[]
  /** What the file's top level lets others use. */
  exports(root: SgNode): Named[]
}

/** `at` is the node to point to: the specifier where it stands alone. */
export type Found = Omit<Import, 'line' | 'column' | 'endLine' | 'endColumn' | 'names'> & {
  at: SgNode
  names?: string[]
}
export type Named = { name: string; at: SgNode; from?: string }

export function toImport({ at, names = [], ...rest }: Found, places: Places): Import {
  const { start, end } = at.range()
  return { ...rest, names, ...places.at(start.index, end.index) }
}

export function toExport({ at, ...rest }: Named, places: Places): ExportedName {
  return { ...rest, line: places.line(at.range().start.index) }
}

/** Found by a call: a literal is what is asked for, anything else is only quoted. */
export function ofArgument(kind: ImportKind, at: SgNode, literal: string | null): Found {
  return literal === null
    ? { specifier: at.text().slice(0, 200), kind, at, computed: true }
    : { specifier: literal, kind, at }
}

/** The field's node, when it has one. The types of ast-grep know the fields only of the languages it comes with. */
export function fieldOf(node: SgNode, name: string): SgNode | null {
  return node.field(name)
}

export function childrenOf(node: SgNode, ...kinds: string[]): SgNode[] {
  return node.namedChildren().filter((child) => kinds.some((kind) => child.is(kind)))
}

/** Whether the node has a child with exactly this text, which is how keywords stand in a tree. */
export function hasWord(node: SgNode, word: string): boolean {
  return node.children().some((child) => child.text() === word)
}
