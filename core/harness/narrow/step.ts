import type { Harness } from '../harness.ts'
import type { Ledger } from './ledger.ts'

/** One file that narrows what stands above it. */
export type Step = { above: Harness; child: Harness; ledger: Ledger }
