import type { ChangedFile, ChangeKind } from './change-kind.ts'

/** Files nobody can read line by line that came or changed. A deleted one is a deletion; a moved one has not changed. */
export function findBinaries(files: readonly ChangedFile[]): ChangeKind[] {
  return files
    .filter(({ status, binary, after }) => status !== 'deleted' && (binary || after?.includes('\0')))
    .map(({ path, status, renamedFrom }) => ({
      kind: 'binary',
      path,
      line: null,
      evidence: tell(status, renamedFrom),
    }))
}

function tell(status: ChangedFile['status'], renamedFrom: string | undefined): string {
  if (status === 'added') return 'adds a binary file'
  if (status === 'renamed')
    return `moves or changes a binary file${renamedFrom === undefined ? '' : ` that was ${renamedFrom}`}`
  return 'changes a binary file'
}
