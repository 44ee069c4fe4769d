import type { RunCost } from '../../core/ledger/ledger.ts'
import type { Queries } from '../store/database.ts'
import type { Ledger } from './ledger.ts'

/** The ledger, in the database: every run with what it took, as it was written down with its last change. */
export function ledgerOfRuns({ query }: Queries): Ledger {
  return async ({ from, until, most }) => {
    const rows = await query<{ ledger: RunCost }>(
      'SELECT ledger FROM reins.runs WHERE started_at >= $1 AND started_at < $2 ORDER BY started_at, seq LIMIT $3',
      [from, until, most],
    )
    return rows.map(({ ledger }) => ledger)
  }
}
