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
  const unread = (paths: readonly string[]) => paths.filter((path) => !texts.has(path))
  const question = (paths: readonly string[]) => `${paths.map((path) => `${commit}:${path}`).join('\n')}\n`
  /** A line break in a path would end the question. */
  const readAlone = (paths: readonly string[]) => {
    for (const path of paths) texts.set(path, readOne(folder, `${commit}:${path}`))
  }
  return {
    commit,
    name,
    prepare: async (wanted) => {
      const [together, alone] = split(unread(wanted))
      readAlone(alone)
      if (together.length > 0) readBatch(await startGit(folder, BATCH, question(together)), together, texts)
    },
    read: (path) => {
      const [together, alone] = split(unread([path]))
      readAlone(alone)
      if (together.length > 0) readBatch(git(folder, BATCH, question(together)), together, texts)
      return texts.get(path)
    },
  }
}

const BATCH = ['cat-file', '--batch']

function split(paths: readonly string[]): [together: string[], alone: string[]] {
  return [paths.filter((path) => !path.includes('\n')), paths.filter((path) => path.includes('\n'))]
}

/** Undefined for what is not there, null for what is no text. */
function readOne(folder: string, name: string): string | null | undefined {
  try {
    return toText(git(folder, ['cat-file', 'blob', name]))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return undefined
  }
}

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
  const sha = await commitOf(folder, ref)
  if (sha === null)
    throw new Refused(
      `--base ${shown(ref)}: there is no such commit here. Fetch it first, or name another branch, tag or commit.`,
    )
  return toWord(
    await startGit(folder, ['merge-base', sha, 'HEAD']).catch(
      explained(
        `--base ${shown(ref)}: it has no commit in common with HEAD. In a shallow clone, fetch more history first.`,
      ),
    ),
  )
}

/** Null for what is no commit; "^main" is git's way to leave commits out. */
async function commitOf(folder: string, ref: string): Promise<string | null> {
  try {
    const sha = toWord(
      await startGit(folder, ['rev-parse', '--verify', '-q', '--end-of-options', `${ref}^{commit}`]),
    )
    return /^[0-9a-f]+$/.test(sha) ? sha : null
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return null
  }
}

function shown(ref: string): string {
  return /^[\w./@^~-]+$/.test(ref) ? ref : JSON.stringify(ref)
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
