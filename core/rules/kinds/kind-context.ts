/** Reads another file of the repository: its text, null when it is not there or no text, undefined when nobody knows. */
export type ReadText = (path: string) => string | null | undefined

/** A name a source file exports, and its 1-based line. */
export type ExportedName = { name: string; line: number }

/** What is known beside the changed files. All of it is optional; without it less is found out, never more. */
export type KindContext = {
  /** Files at the head, such as the package.json that declares the entry points. */
  read?: ReadText
  /** The same files on the base. */
  readBase?: ReadText
  /** Exported names by a real parser; without it JavaScript and TypeScript are scanned. */
  exportsOf?: (path: string, text: string) => ExportedName[]
}
