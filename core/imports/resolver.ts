import type { Import } from '../syntax/import.ts'
import { type Language, languageOf } from '../syntax/language.ts'
import { toCSharpResolver } from './csharp.ts'
import { toEcmaScriptResolver } from './ecmascript/resolve.ts'
import { toGoResolver } from './go.ts'
import { toJvmResolver } from './jvm.ts'
import { toPhpResolver } from './php.ts'
import { toPythonResolver } from './python.ts'
import { toRubyResolver } from './ruby.ts'
import { toRustResolver } from './rust.ts'
import { type Tree, toTree } from './tree.ts'

/**
 * A tree to resolve in. `read` gives a file's text; null when it has none (binary, too large); undefined when it is not
 * known here: the resolver goes on without it and names it in `unread`.
 */
export type Repository = { paths: ReadonlySet<string>; read: (path: string) => string | null | undefined }

export type Resolved =
  | { kind: 'file'; path: string }
  /** A package, a namespace or a wildcard that is several files, sorted; never empty. */
  | { kind: 'files'; paths: string[] }
  /** Outside of the repository: the npm, PyPI, crate or module name, "@scope/name" included. */
  | { kind: 'package'; name: string }
  /** Comes with the language: "fs" for node:fs, "os.path", "net/http", "java.util.List". */
  | { kind: 'builtin'; name: string }
  /** `why` is a sentence. */
  | { kind: 'unresolved'; why: string }

/** `unread`: manifests and sources that were asked for and whose text was not known; with them, answers may differ. */
export type Resolver = { resolve(from: string, imported: Import): Resolved; unread(): string[] }

export type Resolve = (from: string, imported: Import) => Resolved

/**
 * Resolves imports to files of a repository from its paths and manifests alone, as each language does it. Pure; indexes
 * are made once and when they are needed. What cannot be known is `unresolved` with the reason, never guessed.
 */
export function createResolver(repository: Repository): Resolver {
  const tree = toTree(repository)
  const made = new Map<(tree: Tree) => Resolve, Resolve>()
  return { resolve, unread: tree.unread }

  function resolve(from: string, imported: Import): Resolved {
    if (imported.computed)
      return {
        kind: 'unresolved',
        why: `\`${imported.specifier}\` is worked out at run time, so nobody can say where it leads.`,
      }
    const language = languageOf(from)
    const make = language === null ? undefined : RESOLVERS[language]
    if (make === undefined) return { kind: 'unresolved', why: `Imports of ${from} are not resolved.` }
    const find = made.get(make) ?? make(tree)
    made.set(make, find)
    return find(from, imported)
  }
}

const RESOLVERS: Readonly<Partial<Record<Language, (tree: Tree) => Resolve>>> = {
  JavaScript: toEcmaScriptResolver,
  TypeScript: toEcmaScriptResolver,
  Tsx: toEcmaScriptResolver,
  Python: toPythonResolver,
  Go: toGoResolver,
  Java: toJvmResolver,
  Kotlin: toJvmResolver,
  Rust: toRustResolver,
  Ruby: toRubyResolver,
  CSharp: toCSharpResolver,
  Php: toPhpResolver,
}
