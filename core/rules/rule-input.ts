import type { Harness } from '../harness/harness.ts'
import type { Waiver } from '../harness/parts/waiver.ts'
import type { Repository } from '../imports/resolver.ts'
import type { FileImports } from '../syntax/import.ts'
import type { Syntax } from '../syntax/syntax.ts'
import type { Finding } from './finding.ts'

export type { Repository } from '../imports/resolver.ts'

/** A text file as the change leaves it. */
export type RuledFile = {
  path: string
  content: string
  /** Its text before, from its old path when it was renamed; null when it is new. */
  base: string | null
  renamedFrom?: string
}

export type RuleInput = {
  harness: Harness
  /** The changed text files that still stand. */
  files: readonly RuledFile[]
  /** Every changed path: of deleted and binary files too, and both sides of a rename. */
  changed: readonly string[]
  /** The tree with the change applied. */
  repository: Repository
  /** The tree before it; null when it is not known, then imports of old texts are looked up in the new tree. */
  base: Repository | null
  /** Of the languages in `languagesOfRules`; null when no rule needs one. */
  syntax: Syntax | null
  /** "2026-11-25", UTC: waivers hold until the end of their day. */
  today: string
  /** An inline ignore that an agent adds makes a person approve. */
  byAgent: boolean
  /** Engines that are left out, because the caller knows too little for them or asks somebody else. */
  skip?: readonly RuleEngine[]
  /** What may be spent, in steps of some 12 ns; default: MAX_WORK. */
  work?: number
  /** Kept by the caller, so that a second call need not read the same texts again. */
  memory?: ImportMemory
}

export type ImportMemory = Map<string, FileImports & { text: string }>

export type RuleEngine = 'regex' | 'ast' | 'pair' | 'layers'

export type RuleResult = {
  findings: Finding[]
  waived: { finding: Finding; waiver: Waiver }[]
  /** By a comment in the file. */
  ignored: { finding: Finding; reason: string }[]
  /** What makes a person approve. */
  approvals: { path: string; line: number | null; why: string }[]
  /** Paths whose text was wanted and not known: read some and call again. Until it is empty, not all was looked at. */
  unread: string[]
}
