import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Git } from './git.ts'
import { objectById } from './resolve.ts'
import { isPlainPath } from './tree.ts'

export type NewTreeEntry = {
  path: string
  mode: string
  /** null takes the path out of the base. */
  sha?: string | null | undefined
  content?: string | undefined
}

const GONE = '0'.repeat(40)

/** A tree from a base and changes, through an index of its own. @returns null when an entry names no such object. */
export async function writeTree(
  git: Git,
  tree: { base: string | null; entries: NewTreeEntry[] },
): Promise<string | null> {
  const index = join(tmpdir(), `playground-index-${randomUUID()}`)
  const env = { GIT_INDEX_FILE: index }
  try {
    await git.run(tree.base === null ? ['read-tree', '--empty'] : ['read-tree', tree.base], { env })
    const lines: string[] = []
    for (const entry of tree.entries) {
      const sha = await idOf(git, entry)
      if (sha === null) return null
      lines.push(sha === GONE ? `0 ${GONE}\t${entry.path}` : `${entry.mode} ${sha}\t${entry.path}`)
    }
    const input = lines.map((line) => `${line}\0`).join('')
    await git.run(['update-index', '-z', '--add', '--replace', '--index-info'], { env, input })
    return (await git.text(['write-tree'], { env })).trim()
  } finally {
    await rm(index, { force: true })
  }
}

async function idOf(git: Git, entry: NewTreeEntry): Promise<string | null> {
  if (!isPlainPath(entry.path) || /(^|\/)\.git(\/|$)/i.test(entry.path)) return null
  if (entry.content !== undefined)
    return (await git.text(['hash-object', '-w', '--stdin'], { input: entry.content })).trim()
  if (entry.sha === null) return GONE
  if (entry.sha === undefined) return null
  // A submodule's commit lives elsewhere; a whole tree cannot stand in an index and is not offered here.
  if (entry.mode === '160000') return /^[0-9a-f]{40}$/.test(entry.sha) ? entry.sha : null
  const object = await objectById(git, entry.sha)
  return object?.type === 'blob' ? entry.sha : null
}
