import type { ChangedPath } from './read-change.ts'

/** `:100644 100644 <id> <id> R90`, then one path, or two for a move or a copy. https://git-scm.com/docs/diff-format */
export function parseRaw(parts: string[]): ChangedPath[] {
  const changes: ChangedPath[] = []
  for (let at = 0; at < parts.length; ) {
    const letter = parts[at]?.split(' ')[4]?.[0]
    const first = parts[at + 1] ?? ''
    if (letter === 'R' || letter === 'C') {
      const path = parts[at + 2] ?? ''
      changes.push({
        path,
        status: letter === 'R' ? 'renamed' : 'added',
        from: letter === 'R' ? first : null,
      })
      at += 3
      continue
    }
    const status = letter === 'A' ? 'added' : letter === 'D' ? 'deleted' : 'modified'
    changes.push({ path: first, status, from: null })
    at += 2
  }
  return changes
}
