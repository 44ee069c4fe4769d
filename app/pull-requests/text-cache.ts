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
  const texts = new Map<string, string | null>()
  let size = 0
  const costOf = (text: string | null) => (text?.length ?? 0) + 100
  return {
    get(repository, sha) {
      const key = `${repository}:${sha}`
      const text = texts.get(key)
      if (text === undefined) return undefined
      texts.delete(key)
      texts.set(key, text)
      return text
    },
    set(repository, sha, text) {
      const key = `${repository}:${sha}`
      if (texts.has(key) || costOf(text) > most) return
      texts.set(key, text)
      size += costOf(text)
      for (const [oldest, dropped] of texts) {
        if (size <= most) break
        texts.delete(oldest)
        size -= costOf(dropped)
      }
    },
  }
}
