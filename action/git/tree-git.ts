import type { Isolation } from '../sandbox/isolation/isolation.ts'
import { GitError } from './git.ts'
import { openRoom, type Room } from './git-room.ts'

/** Git on a work tree that strangers write. Calls are made one after the other. */
export type TreeGit = {
  /** @param args Without line breaks. */
  run: (args: string[]) => Promise<Buffer>
  close: () => Promise<void>
}

export type TreeGitOrder = {
  isolation: Isolation
  gitDir: string
  /** Folder that holds nothing but the index, as `index`. */
  indexFolder: string
  workTree: string
  /** Private; the room gets one in it for its own files. */
  folder: string
  /** It writes the work tree and the index; else it only looks. */
  writes: boolean
  /** Longest time of one call, ms. Git waits for ever where it finds a named pipe for a file that it reads. */
  patience: number
  signal: AbortSignal
}

/** To write a large tree takes minutes, to look at one seconds. */
export const PATIENCE = { write: 10 * 60_000, look: 30_000 } as const
/** Of one answer: far more paths than a run can publish. */
const MOST_BYTES = 64 * 1024 * 1024

const STUCK =
  'does not come to an end over the workspace. Is a named pipe where git reads a file, such as .gitignore, or HEAD in a folder .git? Remove it.'
const TOO_MUCH =
  'finds more files in the workspace than can be listed. Remove them, or name them in .gitignore.'

/**
 * Git in a room where nothing is but the system's programs, the repository and the work tree: no network, none of the
 * machine's files, and the repository cannot be written. So a mistake of git's over a hostile tree leads nowhere. The
 * room is made at once and stays for the next call: to make one takes ten times as long as git itself.
 */
export function openTreeGit(order: TreeGitOrder): TreeGit {
  let open: Promise<Room> | null = null
  let last: Promise<unknown> = Promise.resolve()
  const get = () => {
    open ??= openRoom(order)
    return open
  }
  get().catch(() => undefined) // The first call tells it.

  return {
    run: (args) => {
      const answer = last.then(async () => {
        const room = await get()
        try {
          return await ask(room, args, order)
        } catch (error) {
          if (room.isGone()) open = null
          throw error
        }
      })
      last = answer.catch(() => undefined)
      return answer
    },
    close: async () => {
      const room = await open?.catch(() => null)
      await room?.end()
    },
  }
}

async function ask(room: Room, args: string[], { patience, signal }: TreeGitOrder): Promise<Buffer> {
  const fail = (why: string) => new GitError(`git ${args[0]} ${why}`)
  const until = AbortSignal.any([signal, AbortSignal.timeout(patience)])
  const answer = await room.ask(args, { most: MOST_BYTES, signal: until })
  switch (answer.kind) {
    case 'ended':
      if (answer.code === 0) return answer.out
      throw fail(`ended with ${answer.code}: ${answer.out.toString('utf8').trim().slice(0, 2_000)}`)
    case 'gone':
      throw fail(`could not be run: its room ended. ${answer.why}`)
    case 'late':
      throw signal.aborted ? signal.reason : fail(STUCK)
    case 'tooMuch':
      throw fail(TOO_MUCH)
  }
}
