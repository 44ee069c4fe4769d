/**
 * An ast-grep rule as ast-grep's own reference describes it: `rule` with pattern, kind, regex, nthChild, range, inside,
 * has, precedes, follows, all, any, not, matches. `checkAst` says what is wrong with one.
 */
export type AstRule = {
  rule: Record<string, unknown>
  /** Further rules that captured nodes must meet, by name without "$". */
  constraints?: Record<string, Record<string, unknown>> | undefined
  /** Rules that `matches` names. */
  utils?: Record<string, Record<string, unknown>> | undefined
}

/** UTF-16 offsets, the end exclusive. `captured`: source text by name, "METHOD" for $METHOD; lists joined by ", ". */
export type AstMatch = { start: number; end: number; captured: Record<string, string> }
