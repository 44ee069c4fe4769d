import { createBoundedCache } from '../bounded-cache.ts'

/** Texts of unchanged files by what git calls them: they are the same in the next pull request. */
export type TextCache = {
  /** Undefined: not known. Null: no text. */
  get: (repository: number, sha: string) => string | null | undefined
  set: (repository: number, sha: string, text: string | null) => void
}

/** UTF-16 units of all texts together. */
const MOST = 32 * 1024 * 1024

/** Forgets what was not asked for longest. A text is given only to the repository it was read from. */
export function createTextCache(most = MOST): TextCache {
  const kept = createBoundedCache<string | null>({ most, weigh: (text) => (text?.length ?? 0) + 100 })
  return {
    get: (repository, sha) => kept.get(`${repository}:${sha}`),
    set: (repository, sha, text) => kept.set(`${repository}:${sha}`, text),
  }
}
