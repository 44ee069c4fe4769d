import type { Git } from './git.ts'

export const ZERO = '0'.repeat(40)

/** Full ids of a name: branch first, then tag, then a (shortened) commit id. @returns null when it names no commit. */
export async function resolveCommit(git: Git, name: string): Promise<string | null> {
  if (name === '' || /[\n\0]/.test(name)) return null
  const candidates = name.startsWith('refs/')
    ? [name]
    : [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`]
  if (name === 'HEAD') candidates.unshift('HEAD')
  if (/^[0-9a-f]{7,64}$/i.test(name)) candidates.push(name)
  const found = await checkObjects(
    git,
    candidates.map((candidate) => `${candidate}^{commit}`),
  )
  return found.find((one) => one?.type === 'commit')?.sha ?? null
}

/** What a ref points at, exactly; null when there is no such ref. */
export async function readRef(git: Git, ref: string): Promise<{ sha: string; type: string } | null> {
  if (/[\n\0\s]/.test(ref)) return null
  const line = await git.text(['for-each-ref', '--format=%(refname) %(objectname) %(objecttype)', ref])
  const [, sha, type] =
    line
      .split('\n')
      .map((one) => one.split(' '))
      .find(([name]) => name === ref) ?? []
  return sha && type ? { sha, type } : null
}

/** Type and size of objects, in order; null where there is none. */
export async function checkObjects(
  git: Git,
  names: string[],
): Promise<({ sha: string; type: string; size: number } | null)[]> {
  if (names.length === 0) return []
  const out = await git.text(['cat-file', '--batch-check'], { input: `${names.join('\n')}\n` })
  return out
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [sha = '', type = '', size] = line.split(' ')
      return size !== undefined && /^[0-9a-f]{40,64}$/.test(sha) ? { sha, type, size: Number(size) } : null
    })
}

export async function isAncestor(git: Git, ancestor: string, of: string): Promise<boolean> {
  return (await git.run(['merge-base', '--is-ancestor', ancestor, of], { codes: [0, 1] })).code === 0
}

export async function mergeBase(git: Git, one: string, other: string): Promise<string | null> {
  const { code, stdout } = await git.run(['merge-base', one, other], { codes: [0, 1] })
  return code === 0 ? stdout.toString().trim() : null
}
