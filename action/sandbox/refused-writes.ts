import { readFileSync } from 'node:fs'
import { relative } from 'node:path/posix'
import { MOST_REFUSED, type Refused } from './refused.ts'

/** As coreutils, bash, Node, Python and git write it. */
const SAYINGS = [
  /(?:cannot \w+(?: \w+)?|[Cc]ouldn't open|error: (?:could not|unable to) \w+|fatal: cannot \w+)[^'‘"\n]{0,40}['‘"]([^'’"\n]{1,300})['’"]: Read-only file system/g,
  /^(?:[\w./-]+: )*(?:line \d+: )?([^:\n'"‘]{1,300}): Read-only file system/gm,
  /EROFS: read-only file system, \w+ '([^'\n]{1,300})'/g,
  /\[Errno 30\] Read-only file system: '([^'\n]{1,300})'/g,
]
const MOST_LOOKED_AT = 200_000

/** The paths that a command said it could not write, because they are mounted to be read only. */
export function refusedWrites(said: { command: string; output: string }, workspace: string): Refused[] {
  const text = said.output.slice(0, MOST_LOOKED_AT)
  const counts = new Map<string, number>()
  const add = (path: string) => {
    const own = path.startsWith(`${workspace}/`) ? relative(workspace, path) : path.replace(/^\.\//, '')
    counts.set(own, (counts.get(own) ?? 0) + 1)
  }
  if (/read-only file system/i.test(text))
    for (const saying of SAYINGS) for (const [, path = ''] of text.matchAll(saying)) add(path)
  // To replace or remove a file that is a mount of its own, as `sed -i` and `rm` do, is answered otherwise, and not with its name.
  if (text.includes('Device or resource busy'))
    for (const path of mountsBelow(workspace))
      if (text.includes(path) || said.command.includes(path)) add(path)
  return [...counts].slice(0, MOST_REFUSED).map(([what, count]) => ({ kind: 'write', what, count }))
}

/** Relative paths of the files that are mounts; a space in a name is written "\040". */
function mountsBelow(workspace: string): string[] {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) =>
      (line.split(' ')[1] ?? '').replace(/\\(\d{3})/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 8)),
      ),
    )
  return mounts.filter((path) => path.startsWith(`${workspace}/`)).map((path) => relative(workspace, path))
}
