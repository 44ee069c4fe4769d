import { z } from 'zod'
import { cleanSchema } from '../clean/clean-schema.ts'
import { harnessSchema, originSchema } from '../harness/harness.ts'
import { limitsSchema } from './limits.ts'
import { agreedPlanSchema } from './plan.ts'
import { priceSchema } from './usage.ts'

export const shaSchema = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, 'a full commit id')
export const runKeySchema = z
  .string()
  .regex(/^[0-9a-z]{26}$/, 'a run key')
  .describe('Random, unguessable, one per run.')

/** A model as a run may use it: through the app, which counts what it costs. */
export const assignedModelSchema = z.strictObject({
  name: z.string(),
  api: z.enum(['responses', 'chat']),
  path: z
    .string()
    .describe('Of the model endpoint, relative to the app, without a slash at its end: "/model/v1".'),
  price: priceSchema,
  window: z.int().min(1_000).describe('Context window in tokens.'),
})

/** What the runner needs, frozen when the command was accepted. Later edits on GitHub change nothing. */
export const assignmentSchema = z.strictObject({
  version: z.literal(1),
  key: runKeySchema,
  repository: z.strictObject({
    id: z.int(),
    owner: z.string(),
    name: z.string(),
    defaultBranch: z.string(),
  }),
  request: z.strictObject({
    command: z.string(),
    text: cleanSchema.describe('What followed the command, sanitised.'),
    actor: z.string(),
    issue: z.int(),
    url: z.string().describe('The comment that asked.'),
  }),
  issue: z.strictObject({
    number: z.int(),
    title: cleanSchema,
    body: cleanSchema,
    author: z.string(),
    trusted: z.boolean().describe('The author may write to the repository; else the text is fenced as data.'),
    comments: z.array(z.strictObject({ author: z.string(), at: z.string(), body: cleanSchema })),
    leftOut: z.int().min(0).describe('Comments not given to the agent: their authors may not write here.'),
    removed: z.array(z.string()).describe('What the sanitiser took out, in words.'),
  }),
  base: z.strictObject({ ref: z.string(), sha: shaSchema }),
  branch: z.string().describe('Where the app will publish.'),
  harness: harnessSchema,
  origin: originSchema,
  limits: limitsSchema,
  sandbox: z
    .enum(['required', 'off'])
    .default('required')
    .describe(
      'Whether the tools must run apart from the runner. Only the operator of the app can turn it off.',
    ),
  model: assignedModelSchema.describe('Of the implementer.'),
  roles: z
    .strictObject({ planner: assignedModelSchema.optional(), reviewer: assignedModelSchema.optional() })
    .optional()
    .describe('Models of the other roles. One that is missing does not exist in this run.'),
  plan: agreedPlanSchema
    .optional()
    .describe('What is to be done, as a person approved it; nothing is planned again.'),
})
export type AssignedModel = z.infer<typeof assignedModelSchema>
export type Assignment = z.infer<typeof assignmentSchema>
