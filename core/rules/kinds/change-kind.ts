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

/** What kind of change a path holds, and how one sees it. */
export type ChangeKind = {
  kind: ChangeKindName
  path: string
  /** 1-based, in the new file; null when no line shows it. */
  line: number | null
  /** What the change does, for people, without a full stop: "adds the dependency left-pad 1.3.0". */
  evidence: string
}

/** One changed path. Of a renamed file, `before` and `modeBefore` are those of `renamedFrom`. */
export type ChangedFile = {
  path: string
  status: 'added' | 'modified' | 'deleted' | 'renamed'
  renamedFrom?: string
  /** The text on the base; null: not there, or no text. */
  before: string | null
  /** The text at the head; null: not there, or no text. */
  after: string | null
  binary: boolean
  /** Git modes such as "100644"; null: not there, or unknown. */
  modeBefore: string | null
  modeAfter: string | null
}
