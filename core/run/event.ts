import { z } from 'zod'
import { levelSchema } from '../rules/finding.ts'
import { gateResultSchema } from './gate.ts'
import { planStepSchema } from './report.ts'
import { usageSchema } from './usage.ts'

export const phaseSchema = z.enum([
  'workspace',
  'setup',
  'baseline',
  'plan',
  'agent',
  'gates',
  'repair',
  'review',
  'report',
])

/** What happens in a run, as it happens: for the job's log, the transcript, the app's status comment and the page. */
export const runEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('phase'), phase: phaseSchema, detail: z.string().max(500).optional() }),
  z.strictObject({
    type: z.literal('turn'),
    turn: z.int().min(1),
    say: z.string().max(2_000),
    calls: z.array(z.strictObject({ name: z.string().max(100), summary: z.string().max(300) })).max(50),
    usage: usageSchema.describe('Of the run so far.'),
  }),
  z.strictObject({
    type: z.literal('tool'),
    turn: z.int().min(1),
    name: z.string().max(100),
    ok: z.boolean(),
    ms: z.int().min(0),
    summary: z.string().max(300),
  }),
  z.strictObject({ type: z.literal('plan'), steps: z.array(planStepSchema).max(50) }),
  z.strictObject({
    type: z.literal('gate'),
    round: z.int().min(0).describe('0 on the base, then 1, 2 …'),
    result: gateResultSchema,
  }),
  z.strictObject({
    type: z.literal('finding'),
    level: levelSchema,
    rule: z.string().max(200),
    place: z.string().max(300).describe('"src/cart.js:29", or empty.'),
    message: z.string().max(300),
    fix: z.string().max(300).describe('Empty when the rule has none.'),
  }),
  z.strictObject({ type: z.literal('note'), text: z.string().max(2_000) }),
])
export type Phase = z.infer<typeof phaseSchema>
export type RunEvent = z.infer<typeof runEventSchema>
