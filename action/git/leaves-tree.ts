import { posix } from 'node:path'

/**
 * Whether a symbolic link of a tree may point outside of it. Only leading `..` count as going up: after another name,
 * `..` follows that name's own link, so such a target is taken for leaving.
 */
export function leavesTree(path: string, target: string): boolean {
  if (target === '' || target.startsWith('/')) return true
  const [, rest = ''] = /^(?:\.{1,2}(?:\/+|$))*(.*)$/s.exec(target) ?? []
  if (rest.split('/').includes('..')) return true
  const resolved = posix.join(posix.dirname(path), target)
  return resolved === '..' || resolved.startsWith('../')
}
