import type { AstMatch, AstRule } from './ast-rule.ts'
import { checkAst } from './check-ast.ts'
import { type EcmaScriptParser, loadEcmaScriptParser } from './ecmascript-parser.ts'
import type { FileExports, FileImports } from './import.ts'
import { type Language, languageOf } from './language.ts'
import { matchAst } from './match-ast.ts'
import { exportsOfEcmaScript, importsOfEcmaScript } from './read-ecmascript.ts'
import { exportsByTree, importsByTree, noParser } from './read-tree.ts'
import { loadTrees } from './trees.ts'

/** UTF-16 units of one file that are parsed; what is larger was not written by hand. */
export const MAX_PARSED = 1024 * 1024

/**
 * What can be said of a text by parsing it: synchronous, deterministic, never throws for a text. A language that was not
 * loaded, or has no parser on this machine, is a `problem`.
 */
export type Syntax = {
  /** Every import that stands in the code: never one in a comment, a string or a template. */
  importsOf(path: string, text: string): FileImports
  /**
   * What other files may use. JavaScript and TypeScript: exports; Python: `__all__`, else public names; Go: capitals;
   * Rust: `pub`; Java and C#: public types; Kotlin and PHP: top-level declarations; Ruby: nothing.
   */
  exportsOf(path: string, text: string): FileExports
  /**
   * Nodes that match an ast-grep rule, in the order of the text, `most` of them. The rule must have passed `checkAst`: a
   * broken one throws. Nothing for a text longer than MAX_PARSED; the caller says so.
   */
  matchAst(language: Language, text: string, options: { rule: AstRule; most: number }): AstMatch[]
  /** What is wrong with a rule for a language, as a sentence; null when it can be used. */
  checkAst(language: Language, rule: AstRule): string | null
}

/** Loads what the languages need, once in a process. Fails when the native packages are not installed. */
export async function loadSyntax(languages: Iterable<Language>): Promise<Syntax> {
  const wanted = new Set(languages)
  const [parse, trees] = await Promise.all([
    [...wanted].some(isEcmaScript) ? loadEcmaScript() : null,
    wanted.size > 0 ? loadTrees(wanted) : null,
  ])
  return {
    importsOf(path, text) {
      const { language, problem } = toRead(path, text)
      if (language === null || problem !== null) return { imports: [], problem }
      if (trees === null || !wanted.has(language)) return { imports: [], problem: notLoaded(language) }
      if (parse === null || !isEcmaScript(language)) return importsByTree(trees, language, text)
      return importsOfEcmaScript({ parse, trees }, { path, text, language })
    },
    exportsOf(path, text) {
      const { language, problem } = toRead(path, text)
      if (language === null || problem !== null) return { exports: [], problem }
      if (trees === null || !wanted.has(language)) return { exports: [], problem: notLoaded(language) }
      if (parse === null || !isEcmaScript(language)) return exportsByTree(trees, language, text)
      return exportsOfEcmaScript({ parse, trees }, { path, text, language })
    },
    matchAst(language, text, options) {
      if (trees === null || !trees.has(language) || text.length > MAX_PARSED) return []
      return matchAst(trees, { language, text, ...options })
    },
    checkAst(language, rule) {
      return trees === null ? noParser(language) : checkAst(trees, language, rule)
    },
  }
}

let loading: Promise<EcmaScriptParser> | null = null

function loadEcmaScript(): Promise<EcmaScriptParser> {
  loading ??= loadEcmaScriptParser()
  return loading
}

function isEcmaScript(language: Language): boolean {
  return language === 'JavaScript' || language === 'TypeScript' || language === 'Tsx'
}

function toRead(path: string, text: string): { language: Language | null; problem: string | null } {
  const language = languageOf(path)
  if (language === null) return { language, problem: null }
  if (text.length > MAX_PARSED)
    return {
      language,
      problem: `The file is longer than ${MAX_PARSED / 1024} Ki characters, so it was not read.`,
    }
  return { language, problem: text.includes('\0') ? 'The file is binary, so it was not read.' : null }
}

function notLoaded(language: Language): string {
  return `The parser for ${language} was not loaded, so this file was not read.`
}
