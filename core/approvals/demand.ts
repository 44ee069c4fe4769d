import type { ChangeKindName } from '../rules/kinds/change-kind.ts'
import type { Approver } from './approver.ts'

/** What of a change asks for people. */
export type Evidence = {
  /** A computed kind of change, or: a protected path, a path named in `when.paths`, a rule, what GitHub did not list. */
  asks: ChangeKindName | 'protected' | 'path' | 'rule' | 'unlisted'
  path: string | null
  /** 1-based, in the new file. */
  line: number | null
  /** The end of a sentence that begins with the path: "adds the dependency left-pad 1.3.0". */
  why: string
}

/** So many of these people must approve. */
export type Demand = {
  evidence: Evidence[]
  /** Empty: anybody who may write to the repository. */
  whom: Approver[]
  count: number
  /** Why no approval can meet it, and what to do; null when one can. */
  obstacle: string | null
}
