import { z } from 'zod'
import { limitsSchema } from '../run/limits.ts'
import { agentsSchema } from './parts/agents.ts'
import { checkSchema } from './parts/check.ts'
import { contextSchema } from './parts/context.ts'
import { invariantSchema } from './parts/invariant.ts'
import { layersSchema } from './parts/layers.ts'
import { reviewSchema } from './parts/review.ts'
import { tasksSchema } from './parts/tasks.ts'
import { waiverSchema } from './parts/waiver.ts'

export type { Check } from './parts/check.ts'
export type { Invariant, InvariantOf } from './parts/invariant.ts'

/** GitHub's repository permissions, weakest first. */
export const PERMISSIONS = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const
export type Permission = (typeof PERMISSIONS)[number]

/** The repository's rules, parsed and with every default filled in. JSON all through: it travels in the Assignment. */
export const harnessSchema = z.strictObject({
  version: z.literal(1),
  extends: z.array(z.string()).describe('Files this one narrows: "owner/repo//path@sha".'),
  context: contextSchema,
  scope: z.strictObject({
    hide: z.array(z.string()),
    write: z.array(z.string()).describe('Empty: everything that is not denied.'),
    protect: z.array(z.string()),
    deny: z.array(z.string()),
  }),
  tasks: tasksSchema,
  layers: layersSchema.nullable(),
  invariants: z.array(invariantSchema),
  waivers: z.array(waiverSchema),
  setup: z.strictObject({ run: z.string(), network: z.boolean(), timeout: z.int() }).nullable(),
  checks: z.array(checkSchema),
  limits: limitsSchema,
  budget: z
    .strictObject({
      month: z.number().positive().nullable().describe('US dollars of all runs in a calendar month, UTC.'),
      concurrent: z.int().min(1).nullable().describe('Runs at a time.'),
    })
    .describe('Of the repository, not of one run; null: as the operator allows.'),
  review: reviewSchema,
  triggers: z.strictObject({
    who: z.enum(['read', 'triage', 'write', 'maintain', 'admin']),
    command: z.string(),
    label: z.string().nullable().describe('Put on an issue, it asks for `implement`.'),
    assign: z.boolean().describe('Assigning the App to an issue asks for `implement`.'),
    bots: z.array(z.string()).describe('Exact logins of bots that may ask.'),
  }),
  agents: agentsSchema,
  models: z.strictObject({ strong: z.string(), other: z.string() }),
})

/** Where a harness came from: the file, or detection when the repository has none. */
export const originSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('file'), path: z.string() }),
  z.strictObject({ from: z.literal('detected'), evidence: z.array(z.string()) }),
])

export type Harness = z.infer<typeof harnessSchema>
export type HarnessOrigin = z.infer<typeof originSchema>

/** A mistake in a configuration file. `line` and `column` are 1-based; `path` is the key's: "checks[0].run". */
export type HarnessProblem = { line: number; column: number; path: string; message: string }
