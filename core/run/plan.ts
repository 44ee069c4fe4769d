import { z } from 'zod'

/**
 * A plan up to this size goes on by itself where `agents.planner.approve` is `large`: so much a reviewer reads of a pull
 * request in one sitting, and what went wrong in it is thrown away without regret.
 */
export const SMALL_PLAN = { files: 5, lines: 200 } as const

/** Entries and their characters: a whole plan fits into one comment, with room for what goes around it. */
export const MOST_OF_PLAN = {
  steps: 20,
  step: 400,
  paths: 30,
  path: 200,
  questions: 10,
  question: 400,
} as const

/** What a planner means to do. */
export const planSchema = z.strictObject({
  steps: z.array(z.string().min(1).max(MOST_OF_PLAN.step)).min(1).max(MOST_OF_PLAN.steps),
  paths: z
    .array(z.string().min(1).max(MOST_OF_PLAN.path))
    .max(MOST_OF_PLAN.paths)
    .describe('Files it expects to touch.'),
  files: z.int().min(0).describe('How many it expects to touch.'),
  lines: z.int().min(0).describe('How many it expects to add and remove, together.'),
  questions: z.array(z.string().min(1).max(MOST_OF_PLAN.question)).max(MOST_OF_PLAN.questions),
})

/** A plan that somebody approved, as it stood there. */
export const agreedPlanSchema = z.strictObject({
  id: z.string().describe('Key of the run that made it.'),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256 of the text, hex.'),
  text: z.string(),
  approvedBy: z.string(),
})

export type Plan = z.infer<typeof planSchema>
export type AgreedPlan = z.infer<typeof agreedPlanSchema>

/** As much of a hash as people write; more than enough to tell the plans of one issue apart. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12)
}
