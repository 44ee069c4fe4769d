import { ecmaScriptExports } from './ecmascript-exports.ts'
import { ecmaScriptImports, mayImport } from './ecmascript-imports.ts'
import type { EcmaScriptFile, EcmaScriptParser } from './ecmascript-parser.ts'
import { fitsOxc } from './fits-oxc.ts'
import type { FileExports, FileImports, Import } from './import.ts'
import { importsOfHead } from './import-head.ts'
import type { Language } from './language.ts'
import { toPlaces } from './places.ts'
import { exportsByTree, importsByTree } from './read-tree.ts'
import type { Trees } from './trees.ts'

export type Parsers = { parse: EcmaScriptParser; trees: Trees }
export type SourceFile = { path: string; text: string; language: Language }

/** The imports of a JavaScript or TypeScript file: oxc's, and those of a tree where oxc cannot say. */
export function importsOfEcmaScript(
  { parse, trees }: Parsers,
  { path, text, language }: SourceFile,
): FileImports {
  if (!mayImport(text)) return { imports: [], problem: null }
  const plain = importsOfHead(text, language)
  if (plain !== null) return { imports: plain, problem: null }
  const byTree = () => importsByTree(trees, language, text)
  if (!fitsOxc(text)) return byTree()
  return withFile(parse(path, text), (file) => {
    const imports = importsUnlessTooDeep(file, text)
    if (imports === null) return byTree()
    if (file.errors.length === 0) return { imports, problem: null }
    // oxc gives up at the first line it does not know; a tree goes on behind it.
    const { imports: more, problem } = byTree()
    return { imports: together(imports, more), problem: problem === null ? null : problemOf(file, text) }
  })
}

function importsUnlessTooDeep(file: EcmaScriptFile, text: string): Import[] | null {
  try {
    return ecmaScriptImports(file, text)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function together(some: Import[], more: Import[]): Import[] {
  const known = new Set(some.map(({ line, column }) => `${line}:${column}`))
  return [...some, ...more.filter(({ line, column }) => !known.has(`${line}:${column}`))].sort(
    (a, b) => a.line - b.line || a.column - b.column,
  )
}

export function exportsOfEcmaScript(
  { parse, trees }: Parsers,
  { path, text, language }: SourceFile,
): FileExports {
  if (!text.includes('export')) return { exports: [], problem: null }
  const byTree = () => exportsByTree(trees, language, text)
  if (!fitsOxc(text)) return byTree()
  return withFile(parse(path, text), (file) => {
    const exports = ecmaScriptExports(file, text)
    if (file.errors.length === 0) return { exports, problem: null }
    const { exports: more, problem } = byTree()
    return {
      exports: more.length > exports.length ? more : exports,
      problem: problem === null ? null : problemOf(file, text),
    }
  })
}

function withFile<T>(file: EcmaScriptFile, use: (file: EcmaScriptFile) => T): T {
  try {
    return use(file)
  } finally {
    file.dispose()
  }
}

function problemOf({ errors: [first] }: EcmaScriptFile, text: string): string {
  const line = toPlaces(text).line(first?.labels[0]?.start ?? 0)
  return `Line ${line} cannot be read (${first?.message ?? 'unknown syntax'}); what stands behind it may be missed.`
}
