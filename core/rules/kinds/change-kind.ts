/** Kinds of change that are computed, never judged: each with its evidence. */
export const CHANGE_KINDS = [
  'dependency-added',
  'public-api',
  'migration',
  'deletion',
  'test-weakened',
  'ci',
  'license',
  'binary',
  'mode',
] as const
export type ChangeKindName = (typeof CHANGE_KINDS)[number]

export type ChangeKind = {
  kind: ChangeKindName
  path: string
  /** 1-based, in the new file; null when it has no line. */
  line: number | null
  /** A sentence for people: "adds the dependency left-pad 1.3.0". */
  evidence: string
}
