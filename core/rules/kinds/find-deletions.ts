import type { ChangedFile, ChangeKind } from './change-kind.ts'

/** Files that are gone or empty now. A move is none, however git was told of it: as a rename, or as a new file with the old text. */
export function findDeletions(files: readonly ChangedFile[]): ChangeKind[] {
  const arrived = new Map<string, number>()
  for (const { status, after } of files)
    if (status === 'added' && after) arrived.set(after, (arrived.get(after) ?? 0) + 1)
  return files
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
    .flatMap(({ path, status, before, after }): ChangeKind[] => {
      if (status === 'deleted') {
        const twins = before ? (arrived.get(before) ?? 0) : 0
        if (before && twins > 0) {
          arrived.set(before, twins - 1)
          return []
        }
        return [{ kind: 'deletion', path, line: null, evidence: 'deletes the file' }]
      }
      const emptied = status !== 'added' && isBlank(after) && before !== null && !isBlank(before)
      return emptied ? [{ kind: 'deletion', path, line: null, evidence: 'empties the file' }] : []
    })
}

function isBlank(text: string | null): boolean {
  return text !== null && !/\S/.test(text)
}
