import { Refused } from '../refused.ts'
import { toText } from './checkout.ts'
import { git, startGit } from './git.ts'

/** The commit that a working tree is compared with. */
export type Base = {
  commit: string
  /** As people call it: "main", "HEAD". */
  name: string
  /** Text at the base; null for no text, undefined for no such file. */
  read: (path: string) => string | null | undefined
  /** Reads many at once: one process instead of one each. */
  prepare: (paths: readonly string[]) => Promise<void>
}

/** `ref` null: what is committed. With one: where the current branch left it. */
export async function openBase(folder: string, ref: string | null): Promise<Base> {
  const sha = ref === null ? await headOf(folder) : await forkPoint(folder, ref)
  return toBase(folder, sha, ref ?? 'HEAD')
}

/** `commit` as git takes it: an id, or "HEAD". */
export function toBase(folder: string, commit: string, name: string): Base {
  const texts = new Map<string, string | null | undefined>()
  const missing = (paths: readonly string[]) =>
    paths.filter((path) => !texts.has(path) && !path.includes('\n'))
  const question = (paths: readonly string[]) => `${paths.map((path) => `${commit}:${path}`).join('\n')}\n`
  return {
    commit,
    name,
    prepare: async (wanted) => {
      const asked = missing(wanted)
      if (asked.length > 0) readBatch(await startGit(folder, BATCH, question(asked)), asked, texts)
    },
    read: (path) => {
      const asked = missing([path])
      if (asked.length > 0) readBatch(git(folder, BATCH, question(asked)), asked, texts)
      return texts.get(path)
    },
  }
}

const BATCH = ['cat-file', '--batch']

/** A repository without commits is compared with the tree that holds nothing. */
async function headOf(folder: string): Promise<string> {
  try {
    return toWord(await startGit(folder, ['rev-parse', '--verify', '-q', 'HEAD^{commit}']))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return toWord(await startGit(folder, ['hash-object', '-t', 'tree', '--stdin']))
  }
}

async function forkPoint(folder: string, ref: string): Promise<string> {
  const sha = await startGit(folder, [
    ...['rev-parse', '--verify', '-q', '--end-of-options', `${ref}^{commit}`],
  ]).catch(
    explained(
      `--base ${ref}: there is no such commit here. Fetch it first, or name another branch, tag or commit.`,
    ),
  )
  return toWord(
    await startGit(folder, ['merge-base', toWord(sha), 'HEAD']).catch(
      explained(
        `--base ${ref}: it has no commit in common with HEAD. In a shallow clone, fetch more history first.`,
      ),
    ),
  )
}

function explained(message: string): (error: unknown) => never {
  return (error) => {
    throw error instanceof Refused ? new Refused(message) : error
  }
}

function toWord(answer: Buffer): string {
  return answer.toString('utf8').trim()
}

/** `<id> <type> <size>\n<content>\n` for what is there, `<name> missing\n` for what is not. */
function readBatch(
  out: Buffer,
  names: readonly string[],
  texts: Map<string, string | null | undefined>,
): void {
  let at = 0
  for (const name of names) {
    const end = out.indexOf('\n', at)
    const [, type, size] = out.toString('utf8', at, end).split(' ')
    if (type !== 'blob' && type !== 'commit' && type !== 'tree') {
      texts.set(name, undefined)
      at = end + 1
      continue
    }
    const start = end + 1
    texts.set(name, type === 'blob' ? toText(out.subarray(start, start + Number(size))) : null)
    at = start + Number(size) + 1
  }
}
