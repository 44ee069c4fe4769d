import type { Git } from './git.ts'
import type { ObjectHead } from './object-reader.ts'
import { remember } from './remember.ts'

export const ZERO = '0'.repeat(40)

/** Full ids of a name: branch first, then tag, then a (shortened) commit id. @returns null when it names no commit. */
export async function resolveCommit(git: Git, name: string): Promise<string | null> {
  if (!isRefLike(name)) return null
  const candidates = name.startsWith('refs/')
    ? [name]
    : [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`]
  if (name === 'HEAD') candidates.unshift('HEAD')
  if (/^[0-9a-f]{7,64}$/i.test(name)) candidates.push(name)
  const found = await Promise.all(candidates.map((candidate) => git.objects.head(`${candidate}^{commit}`)))
  return found.find((one) => one !== null)?.sha ?? null
}

/** What a ref points at, exactly; null when there is no such ref. */
export async function readRef(git: Git, ref: string): Promise<ObjectHead | null> {
  return ref.startsWith('refs/') && isRefLike(ref) ? git.objects.head(ref) : null
}

/** No ref has these; names that hold them would be read as expressions ("main~1", "main:file"). */
function isRefLike(name: string): boolean {
  return name !== '' && !/[\s~^:?*[\\\0]|\.\.|@\{/.test(name)
}

/** What a full id names; null for anything else, expressions too. */
export async function objectById(git: Git, sha: string): Promise<ObjectHead | null> {
  return /^[0-9a-f]{40}$/.test(sha) ? git.objects.head(sha) : null
}

/** Both by full ids. */
export function isAncestor(git: Git, ancestor: string, of: string): Promise<boolean> {
  return remember(git, `ancestor ${ancestor} ${of}`, async () => {
    const { code } = await git.run(['merge-base', '--is-ancestor', ancestor, of], { codes: [0, 1] })
    return code === 0
  })
}

/** Both by full ids. @returns null when they have no history in common. */
export function mergeBase(git: Git, one: string, other: string): Promise<string | null> {
  return remember(git, `base ${one} ${other}`, async () => {
    const { code, stdout } = await git.run(['merge-base', one, other], { codes: [0, 1] })
    return code === 0 ? stdout.toString().trim() : null
  })
}
