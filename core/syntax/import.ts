/**
 * How a file asks for another one.
 * `static`: import, use, using; `reexport`: export … from, pub use; `type`: gone at run time; `dynamic`: import(…),
 * importlib; `require`: a call or statement that runs the other file; `relative`: the same, from the file's own folder
 * whatever the specifier begins with (require_relative, __DIR__); `module`: Rust's `mod name;`.
 */
export type ImportKind = 'static' | 'reexport' | 'type' | 'dynamic' | 'require' | 'relative' | 'module'

/** Lines and columns are 1-based, columns in UTF-16 units, the end column exclusive. */
export type Place = { line: number; column: number; endLine: number; endColumn: number }

export type Import = Place & {
  /**
   * What is asked for, in the language's own words: "./a.ts", "..pkg.mod", "a/b", "x.y.*", "crate::a::b", "A\\B".
   * When `computed`, the source text of the expression, cut to 200 units.
   */
  specifier: string
  kind: ImportKind
  /** What is taken from it: "default" and "*" included. Empty for a side effect, or when it cannot be known. */
  names: string[]
  /** The specifier is worked out at run time: nobody can say where this leads. */
  computed?: true
}

/** `problem` is a sentence with the line, when not all of the file could be read; what was found still stands. */
export type FileImports = { imports: Import[]; problem: string | null }

/** `name` "*" with `from`: all that another module exports. `line` is 1-based. */
export type ExportedName = { name: string; line: number; from?: string }
export type FileExports = { exports: ExportedName[]; problem: string | null }

export const MAX_COMPUTED = 200
