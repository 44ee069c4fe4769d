import type { ChangedFile, ChangeKind } from './change-kind.ts'

const NAMES: Record<string, string> = { '120000': 'a symbolic link', '160000': 'a submodule' }

/** What git notes of a file beside its text: whether it may be executed, and whether it is a link or a submodule. */
export function findModes(files: readonly ChangedFile[]): ChangeKind[] {
  return files.flatMap(({ path, modeBefore, modeAfter }): ChangeKind[] => {
    const evidence = tell(modeBefore, modeAfter)
    return evidence === null ? [] : [{ kind: 'mode', path, line: null, evidence }]
  })
}

/** A deleted file (no mode after) is no change of mode, and neither is a plain new one. */
function tell(before: string | null, after: string | null): string | null {
  if (after === null || before === after) return null
  const name = NAMES[after]
  const was = before === null ? undefined : NAMES[before]
  if (before === null) {
    if (name) return `adds ${name}`
    return after === '100755' ? 'adds an executable file' : null
  }
  if (name) return `turns ${was ?? 'the file'} into ${name}`
  if (was) return `turns ${was} into a file`
  if (after === '100755') return 'makes the file executable'
  return before === '100755'
    ? 'makes the file no longer executable'
    : `changes the mode from ${before} to ${after}`
}
