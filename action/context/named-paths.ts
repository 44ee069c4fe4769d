import { foldersAbove } from '../../core/rules/folders-above.ts'
import { MAX_PATH } from '../../core/rules/globs.ts'

/** Of one text; what a person or a command names comes early. */
const MOST_WORDS = 20_000
const MOST_NAMED = 200

const CODE_SPAN = /`([^`\n]{1,1024})`/g
const WORD = /[^\s`'"()<>[\]{}|*,;=]+/g
/** A file or folder on GitHub's pages: what follows the branch is its path. */
const ADDRESS = /^https?:\/\/[^/]+\/[^/]+\/[^/]+\/(?:blob|tree|raw|edit)\/[^/]+\/(.+)$/

/**
 * Finds the paths of a tree that a text names: "src/cart.js:12", a link to it on GitHub; a folder only with a slash in
 * it ("src/"), for "test" is a word. @returns each once, in order, folders with a slash at their end.
 */
export function createNamedPaths(tree: ReadonlyMap<string, unknown>): (text: string) => string[] {
  let folders: Set<string> | null = null

  return (text) => {
    const found = new Set<string>()
    for (const word of words(text)) {
      const path = resolve(word)
      if (path !== null) found.add(path)
      if (found.size === MOST_NAMED) break
    }
    return [...found]
  }

  function resolve(word: string): string | null {
    if (word.length > 2 * MAX_PATH) return null
    const plain = toPath(word)
    if (tree.has(plain)) return plain
    const folder = plain.replace(/\/+$/, '')
    if (!plain.includes('/') || folder === '') return null
    folders ??= new Set([...tree.keys()].flatMap(foldersAbove))
    return folders.has(folder) ? `${folder}/` : null
  }
}

function* words(text: string): Generator<string> {
  let count = 0
  for (const pattern of [CODE_SPAN, WORD])
    for (const [whole, inside] of text.matchAll(pattern)) {
      if (++count > MOST_WORDS) return
      yield inside ?? whole
    }
}

function toPath(word: string): string {
  const path = ADDRESS.exec(word)?.[1] ?? word
  return path
    .replace(/[#?].*$/s, '')
    .replace(/(:\d+)+$/, '')
    .replace(/[.:!]+$/, '')
    .replace(/^(\.?\/)+/, '')
}
