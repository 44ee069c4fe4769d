import type { Files } from './files.ts'

/** Repositories and their commits, through real git. */
export type RepositoryActs = {
  /** Creates a repository with one commit on its default branch "main" (through real git). Returns the head's SHA. */
  repository: (owner: string, name: string, files: Files, options?: { private?: boolean }) => Promise<string>
  /** Creates a repository from a bare or working local git repository; the source is left untouched. */
  importRepository: (owner: string, name: string, from: string) => Promise<string>
  /** A copy under another owner; pull requests may come from it. Returns its full name. */
  fork: (repository: string, owner: string) => Promise<string>
  /** One commit on a branch by a user, through real git. Delivers `push`. Returns the new head's SHA. */
  commit: (
    repository: string,
    commit: { branch?: string; message: string; files: Record<string, string | null>; actor: string },
  ) => Promise<string>
  tag: (repository: string, name: string, sha: string) => Promise<void>
}
