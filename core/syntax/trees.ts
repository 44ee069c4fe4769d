import type { SgNode } from '@ast-grep/napi'
import type { Language } from './language.ts'

/** ast-grep with the languages this machine has; `parse` returns null for one that it has not. */
export type Trees = {
  has(language: Language): boolean
  /** Syntax errors are nodes of kind "ERROR"; never throws for a text. Offsets are UTF-16 units. */
  parse(language: Language, text: string): SgNode
}

const BUILT_IN: readonly Language[] = ['JavaScript', 'TypeScript', 'Tsx', 'Html', 'Css']

let loading: Promise<Trees> | null = null
let registering: Promise<Trees> | null = null

/**
 * Loads ast-grep; for a language that it does not have by itself all of them at once, because it takes registrations
 * only once in a process and ignores later ones without a word. Registering opens a library of some 100 kB–6 MB each,
 * which takes 1 ms and no memory until it is used; finding them takes as long again.
 */
export function loadTrees(languages: Iterable<Language>): Promise<Trees> {
  if (registering !== null || ![...languages].every((language) => BUILT_IN.includes(language))) {
    registering ??= load(GRAMMARS)
    return registering
  }
  loading ??= load({})
  return loading
}

async function load(wanted: typeof GRAMMARS): Promise<Trees> {
  const { parse, registerDynamicLanguage } = await import('@ast-grep/napi')
  const grammars = await Promise.all(
    Object.entries(wanted).map(async ([language, grammar]) => [language, prebuilt(await grammar())] as const),
  )
  const found = grammars.flatMap(([language, grammar]) =>
    grammar === null ? [] : [[language, grammar] as const],
  )
  if (found.length > 0) registerDynamicLanguage(Object.fromEntries(found))
  const here = new Set<string>([...BUILT_IN, ...found.map(([language]) => language)])
  return {
    has: (language) => here.has(language),
    parse: (language, text) => parse(language, text).root(),
  }
}

type Grammar = { libraryPath: string; extensions: string[]; languageSymbol?: string; expandoChar?: string }

const GRAMMARS: Readonly<Partial<Record<Language, () => Promise<{ default: Grammar }>>>> = {
  Python: () => import('@ast-grep/lang-python'),
  Go: () => import('@ast-grep/lang-go'),
  Java: () => import('@ast-grep/lang-java'),
  Kotlin: () => import('@ast-grep/lang-kotlin'),
  Rust: () => import('@ast-grep/lang-rust'),
  Ruby: () => import('@ast-grep/lang-ruby'),
  CSharp: () => import('@ast-grep/lang-csharp'),
  Php: () => import('@ast-grep/lang-php'),
}

/** A grammar's library for this machine, or null: asking for the path of one that was not built throws. */
function prebuilt({ default: grammar }: { default: Grammar }): Grammar | null {
  try {
    return { ...grammar, libraryPath: grammar.libraryPath }
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('No parser found')) return null
    throw error
  }
}
