import type { Import } from '../syntax/import.ts'

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
  /** Comes with the language: "node:fs" without its prefix, "os.path", "net/http", "java.util.List". */
  | { kind: 'builtin'; name: string }
  /** `why` is a sentence. */
  | { kind: 'unresolved'; why: string }

/** `unread`: manifests and sources that were asked for and whose text was not known; with them, answers may differ. */
export type Resolver = { resolve(from: string, imported: Import): Resolved; unread(): string[] }
