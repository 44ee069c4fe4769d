import { z } from 'zod'

/** What a gate said once: a check of the harness, or the rule engine. */
export const gateResultSchema = z.strictObject({
  name: z.string().min(1).max(200),
  kind: z.enum(['check', 'rules']),
  status: z.enum(['passed', 'failed', 'skipped', 'timed_out']),
  required: z.boolean(),
  exitCode: z.int().nullable(),
  ms: z.int().min(0),
  findings: z.int().min(0).describe('How many findings it gave; old ones included.'),
  note: z.string().max(2_000).optional().describe('Why it was skipped, that it passed on the second try …'),
})

/** One gate on the base commit and after the agent. `before` is null when it was not run there. */
export const gateSchema = z.strictObject({
  before: gateResultSchema.nullable(),
  after: gateResultSchema,
})

export type GateResult = z.infer<typeof gateResultSchema>
export type Gate = z.infer<typeof gateSchema>
