import type { SgNode } from '@ast-grep/napi'
import type { FileExports, FileImports } from './import.ts'
import type { Language } from './language.ts'
import { type Reader, toExport, toImport } from './languages/reader.ts'
import { READERS } from './languages/readers.ts'
import { type Places, toPlaces } from './places.ts'
import { readablePart } from './readable-part.ts'
import type { Trees } from './trees.ts'

/** The imports of a file by its tree, which is made for every text, broken ones too. */
export function importsByTree(trees: Trees, language: Language, text: string): FileImports {
  const reader = READERS[language]
  if (reader === undefined || !reader.words.test(text)) return { imports: [], problem: null }
  if (!trees.has(language)) return { imports: [], problem: noParser(language) }
  const readable = readablePart(language, text)
  const root = trees.parse(language, text.slice(0, readable))
  const places = toPlaces(text)
  const imports = root
    .findAll({ rule: { any: reader.importing.map((kind) => ({ kind })) } })
    .flatMap((node) => reader.imports(node))
    .map((found) => toImport(found, places))
  const cut = readable < text.length ? tooIntricate(places.line(readable)) : null
  return { imports, problem: cut ?? unreadable(root, reader, places) }
}

/** What a file lets others use, by its tree. */
export function exportsByTree(trees: Trees, language: Language, text: string): FileExports {
  const reader = READERS[language]
  if (reader === undefined) return { exports: [], problem: null }
  if (!trees.has(language)) return { exports: [], problem: noParser(language) }
  const readable = readablePart(language, text)
  const root = trees.parse(language, text.slice(0, readable))
  const places = toPlaces(text)
  const exports = reader.exports(root).map((named) => toExport(named, places))
  if (readable < text.length) return { exports, problem: tooIntricate(places.line(readable)) }
  const [broken] = errorsOf(root)
  const problem =
    broken === undefined
      ? null
      : `Line ${lineOf(broken, places)} cannot be read as ${language}; a name may be missing.`
  return { exports, problem }
}

export function noParser(language: Language): string {
  return `There is no parser for ${language} on this machine, so this file was not read.`
}

function tooIntricate(line: number): string {
  return `From line ${line} on the file was not read: one statement has more operators and brackets than a person writes.`
}

/** A stretch that the grammar does not know matters only when an import may stand in it. */
function unreadable(root: SgNode, reader: Reader, places: Places): string | null {
  const broken = errorsOf(root).find((node) => reader.words.test(node.text()))
  return broken === undefined
    ? null
    : `Line ${lineOf(broken, places)} cannot be read; an import there may be missed.`
}

function errorsOf(root: SgNode): SgNode[] {
  return root.findAll({ rule: { kind: 'ERROR' } })
}

function lineOf(node: SgNode, places: Places): number {
  return places.line(node.range().start.index)
}
