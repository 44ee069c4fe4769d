import { type Codeowners, parseCodeowners } from '../../core/approvals/codeowners.ts'
import type { Demand } from '../../core/approvals/demand.ts'
import { type AskingChange, findDemands } from '../../core/approvals/find-demands.ts'
import type { SkippedLines } from '../../core/say/approvals-check.ts'

export type DemandsInput = Omit<AskingChange, 'codeowners'> & {
  /** The CODEOWNERS that counts; `text` of null: it is no text, or too large. */
  codeowners: { path: string; text: string | null } | null
}
export type DemandsFound = { demands: Demand[]; skipped: SkippedLines | null }

const MOST_PROBLEMS = 1_000

/** Whom a change asks for, from the rules, its kinds and CODEOWNERS. */
export function demandsOfOwners({ codeowners: file, ...change }: DemandsInput): DemandsFound {
  const codeowners: Codeowners = file === null ? { kind: 'none' } : parseCodeowners(file.path, file.text)
  const demands = findDemands({ ...change, codeowners })
  if (codeowners.kind !== 'read') return { demands, skipped: null }
  const { path, problems } = codeowners
  return { demands, skipped: { path, problems: problems.slice(0, MOST_PROBLEMS) } }
}
