import type { Harness } from '../harness.ts'
import type { Places } from '../places.ts'

/**
 * Where a value of the effective configuration comes from. `file` is as people read it: ".github/agent.yml",
 * "acme/.github//agent-base.yml@1a2b3c4"; `name` is the label's or the role's. Lines and columns are 1-based.
 */
export type Origin =
  | { from: 'default' | 'operator' }
  | { from: 'file' | 'extends'; file: string; line: number; column: number }
  | { from: 'label' | 'role'; name: string; file: string; line: number; column: number }

/** By key path, as the file writes it: "limits.cost", "scope.deny[2]", "invariants[no-console]". Not there: a default. */
export type Origins = ReadonlyMap<string, Origin>

/** One file that was parsed. */
export type Source = { from: 'file' | 'extends'; name: string; harness: Harness; places: Places }

/** A harness, and where each of its values comes from. */
export type Effective = { harness: Harness; origins: Origins }

export const BY_DEFAULT: Origin = { from: 'default' }

/** ".github/agent.yml:12:5", or who else set it. */
export function placeName(origin: Origin): string {
  return 'file' in origin ? `${origin.file}:${origin.line}:${origin.column}` : `the ${origin.from}`
}
