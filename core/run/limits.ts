import { z } from 'zod'

export * from './agent-limits.ts'

/** What stops a run. Durations in milliseconds, cost in US dollars, lines are added plus removed. */
export const limitsSchema = z.strictObject({
  turns: z.int().min(1),
  toolCalls: z.int().min(1),
  cost: z.number().positive(),
  time: z.int().min(1_000),
  repairs: z.int().min(0),
  files: z.int().min(1),
  lines: z.int().min(1),
})
export type Limits = z.infer<typeof limitsSchema>

/** Defaults; a repository can only go below the operator's values, and `MAX_LIMITS` bounds everybody. */
export const DEFAULT_LIMITS: Limits = {
  turns: 100,
  toolCalls: 300,
  cost: 5,
  time: 30 * 60_000,
  repairs: 3,
  files: 30,
  lines: 800,
}

/** Files and bytes of a patch that no configuration can raise. */
export const MAX_CHANGED_FILES = 100
export const MAX_CHANGED_BYTES = 4 * 1024 * 1024
/** Of one file: the largest lockfiles are smaller. */
export const MAX_CHANGED_FILE_BYTES = 2 * 1024 * 1024

/** What applying the rules once may take in a runner: milliseconds, and bytes of JavaScript's heap. */
export const RULES_WITHIN = 20_000
export const RULES_HEAP = 1024 * 1024 * 1024
