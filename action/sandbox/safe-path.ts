import { normalize, relative, sep } from 'node:path'

export type SafePath = { kind: 'ok'; path: string } | { kind: 'refused'; why: string }

/**
 * Judges a path by its text alone; symlinks are `openInside`'s business.
 *
 * @param path As the model wrote it: relative to the root, or absolute below it.
 * @returns the path relative to the root, "." for the root itself.
 */
export function safePath(path: string, root: string): SafePath {
  if (path === '') return refused('the path is empty')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these have no place in a path.
  if (/[\0-\x1f\x7f]/.test(path)) return refused('the path has control characters in it')
  if (!path.isWellFormed()) return refused('the path is no valid Unicode')
  const inside = normalize(path.startsWith('/') ? relative(root, path) : path).replace(/\/+$/, '')
  if (inside === '..' || inside.startsWith(`..${sep}`)) return refused('the path is outside the workspace')
  if (inside.split(sep).some(isGit)) return refused('.git is not open to the tools')
  return { kind: 'ok', path: inside === '' ? '.' : inside }
}

/**
 * `.git` in every spelling some file system takes for it: any case, NTFS short names, trailing dots and spaces,
 * alternate streams, and characters HFS+ ignores.
 */
export function isGit(segment: string): boolean {
  const plain = segment.replace(/[\p{Default_Ignorable_Code_Point}]/gu, '').toLowerCase()
  return /^(\.git|git~\d+)[ .]*(:.*)?$/.test(plain)
}

function refused(why: string): SafePath {
  return { kind: 'refused', why }
}
