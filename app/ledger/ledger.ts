import type { RunCost } from '../../core/ledger/ledger.ts'

/** Runs that were started from `from` and before `until`, milliseconds since 1970: the first `most` of them. */
export type Ledger = (asked: { from: number; until: number; most: number }) => Promise<RunCost[]>
