import { lstatSync } from 'node:fs'
import { dirname } from 'node:path/posix'
import type { Machine } from './machine.ts'

const STICKY = 0o1000

/** Whether nobody on the machine but us and root can change what stands at a path, or put something else there. */
export function isOursAlone(path: string, who: Pick<Machine, 'uid' | 'gid'>): boolean {
  for (let at = path; isKept(at, who, at !== path); at = dirname(at)) if (at === '/') return true
  return false
}

/** @param above A folder on the way: with a sticky one, what belongs to us stays where it is. */
function isKept(at: string, { uid, gid }: Pick<Machine, 'uid' | 'gid'>, above: boolean): boolean {
  const found = lstatSync(at, { throwIfNoEntry: false })
  if (found === undefined || (found.uid !== uid && found.uid !== 0)) return false
  if (found.isSymbolicLink() || (above && (found.mode & STICKY) !== 0)) return true
  // The group of a user alone has the user's number, and is the usual one to write.
  const others = found.gid === gid && gid === uid ? 0o002 : 0o022
  return (found.mode & others) === 0
}
