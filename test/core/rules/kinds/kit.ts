import type { ChangedFile, ChangeKindName } from '../../../../core/rules/kinds/change-kind.ts'
import { findChangeKinds } from '../../../../core/rules/kinds/find-change-kinds.ts'
import type { KindContext } from '../../../../core/rules/kinds/kind-context.ts'

/** A changed text file; `before` null: it is new, `after` null: it is deleted. */
export function changed(
  path: string,
  before: string | null,
  after: string | null,
  more: Partial<ChangedFile> = {},
): ChangedFile {
  return {
    path,
    status:
      before === null ? 'added' : after === null ? 'deleted' : more.renamedFrom ? 'renamed' : 'modified',
    before,
    after,
    binary: false,
    modeBefore: before === null ? null : '100644',
    modeAfter: after === null ? null : '100644',
    ...more,
  }
}

/** What is told of one kind, as "line: evidence"; without a line, the evidence alone. */
export function told(
  kind: ChangeKindName,
  files: readonly ChangedFile[],
  context: KindContext = {},
): string[] {
  return findChangeKinds(files, context)
    .filter((found) => found.kind === kind)
    .map(({ line, evidence }) => (line === null ? evidence : `${line}: ${evidence}`))
}
