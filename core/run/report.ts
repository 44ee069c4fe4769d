import { z } from 'zod'
import { findingSchema } from '../rules/finding.ts'
import { runKeySchema, shaSchema } from './assignment.ts'
import { changeSchema } from './changes.ts'
import { gateSchema } from './gate.ts'
import { planSchema } from './plan.ts'
import { usageSchema } from './usage.ts'

/**
 * How a run ended, as the runner tells it.
 * `planned`: nothing was changed, a plan waits for a person. `limit`: turns, tokens, cost, time or a loop. `error`: provider, malformed answers, setup, crash, or a secret in what it made.
 */
export const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done') }),
  z.strictObject({ kind: z.literal('nothing'), reason: z.string().max(8_000) }),
  z.strictObject({ kind: z.literal('blocked'), question: z.string().max(8_000) }),
  z.strictObject({ kind: z.literal('planned'), plan: planSchema, why: z.string().max(2_000) }),
  z.strictObject({
    kind: z.literal('limit'),
    limit: z.enum(['turns', 'toolCalls', 'cost', 'time', 'loop', 'context']),
    detail: z.string().max(2_000),
  }),
  z.strictObject({
    kind: z.literal('error'),
    cause: z.enum(['provider', 'malformed', 'empty', 'setup', 'sandbox', 'workspace', 'crash', 'secret']),
    detail: z.string().max(8_000),
  }),
  z.strictObject({ kind: z.literal('cancelled'), detail: z.string().max(2_000) }),
])

export const planStepSchema = z.strictObject({
  step: z.string().min(1).max(500),
  status: z.enum(['pending', 'in_progress', 'completed']),
})

export const acceptanceSchema = z.strictObject({
  criterion: z.string().min(1).max(1_000),
  met: z.boolean(),
  evidence: z.string().max(2_000),
})

/** What the agent itself asks a reviewer to look at. */
export const doubtSchema = z.strictObject({
  text: z.string().min(1).max(2_000),
  path: z.string().min(1).max(4_096).optional(),
  line: z.int().min(1).optional(),
})

export const deniedSchema = z.strictObject({
  tool: z.string().max(100),
  what: z.string().max(500),
  why: z.string().max(1_000),
  count: z.int().min(1),
})

/** Everything a run declares. Untrusted input to the app: parse it, never believe it. */
export const reportSchema = z.strictObject({
  version: z.literal(1),
  key: runKeySchema,
  base: shaSchema,
  outcome: outcomeSchema,
  title: z.string().max(256),
  summary: z.string().max(20_000),
  plan: z.array(planStepSchema).max(50),
  acceptance: z.array(acceptanceSchema).max(50),
  doubts: z.array(doubtSchema).max(50),
  gates: z.array(gateSchema).max(100),
  repairs: z.int().min(0).describe('Repair rounds used.'),
  findings: z.array(findingSchema).max(5_000).describe('What remains at the end.'),
  usage: usageSchema,
  turns: z.int().min(0),
  ms: z.int().min(0).describe('Wall time of the run in the runner.'),
  denied: z.array(deniedSchema).max(200),
  context: z
    .array(z.strictObject({ path: z.string(), sha256: z.string(), bytes: z.int(), cut: z.boolean() }))
    .max(100),
  isolation: z.string().max(200).describe('How the tools were kept from the runner, in words.'),
  changes: z.array(changeSchema).max(500),
})

export type Outcome = z.infer<typeof outcomeSchema>
export type PlanStep = z.infer<typeof planStepSchema>
export type Acceptance = z.infer<typeof acceptanceSchema>
export type Doubt = z.infer<typeof doubtSchema>
export type Denied = z.infer<typeof deniedSchema>
export type Report = z.infer<typeof reportSchema>
