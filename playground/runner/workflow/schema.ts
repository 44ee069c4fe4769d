import { z } from 'zod'

/** The part of GitHub's workflow syntax that the local runner executes. Keys it does not know are refused, not ignored. */
const id = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_-]*$/, 'letters, digits, - and _, not beginning with a digit')
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const orExpression = <T extends z.ZodType>(kind: T) =>
  z.union([kind, z.string().regex(/\$\{\{/, 'an expression')])
const env = z.record(z.string(), scalar)
const minutes = orExpression(z.number().positive())
const access = z.enum(['read', 'write', 'none'])

export const permissionsSchema = z.union([
  z.enum(['read-all', 'write-all']),
  z.null().transform(() => ({})),
  z.record(z.string(), access),
])
const defaults = z.strictObject({
  run: z.strictObject({ shell: z.string().optional(), 'working-directory': z.string().optional() }),
})
const concurrency = z.union([
  z.string(),
  z.strictObject({
    group: z.string(),
    'cancel-in-progress': orExpression(z.boolean()).optional(),
    queue: z.string().optional(),
  }),
])

export const stepSchema = z
  .strictObject({
    id: id.optional(),
    name: scalar.optional(),
    if: scalar.optional(),
    run: z.string().optional(),
    uses: z.string().optional(),
    with: env.optional(),
    env: env.optional(),
    shell: z.string().optional(),
    'working-directory': z.string().optional(),
    'continue-on-error': orExpression(z.boolean()).optional(),
    'timeout-minutes': minutes.optional(),
  })
  .refine((step) => (step.run === undefined) !== (step.uses === undefined), {
    message: 'a step has either `run` or `uses`',
  })

export const jobSchema = z
  .strictObject({
    name: scalar.optional(),
    needs: z
      .union([id.transform((one) => [one]), z.array(id)])
      .optional()
      .default([]),
    if: scalar.optional(),
    'runs-on': z.union([z.string(), z.array(z.string())]).optional(),
    permissions: permissionsSchema.optional(),
    concurrency: concurrency.optional(),
    outputs: z.record(id, scalar).optional(),
    env: env.optional(),
    defaults: defaults.optional(),
    'timeout-minutes': minutes.optional(),
    'continue-on-error': orExpression(z.boolean()).optional(),
    steps: z.array(stepSchema).min(1).optional(),
    uses: z.string().optional(),
    with: env.optional(),
    secrets: z.unknown().optional(),
    strategy: z.unknown().optional(),
    container: z.unknown().optional(),
    services: z.unknown().optional(),
    environment: z.unknown().optional(),
  })
  .refine((job) => (job.steps === undefined) !== (job.uses === undefined), {
    message: 'a job has either `steps` or `uses`',
  })
  .refine((job) => job.uses !== undefined || job['runs-on'] !== undefined, {
    message: '`runs-on` is missing',
  })

export const inputSchema = z.strictObject({
  description: z.string().optional(),
  required: z.boolean().optional().default(false),
  type: z.enum(['string', 'boolean', 'number', 'choice', 'environment']).optional().default('string'),
  default: scalar.optional(),
  options: z.array(z.string()).optional(),
  deprecationMessage: z.string().optional(),
})

export const workflowSchema = z.strictObject({
  name: z.string().optional(),
  'run-name': z.string().optional(),
  on: z.union([
    z.string().transform((one): Record<string, unknown> => ({ [one]: null })),
    z
      .array(z.string())
      .transform((all): Record<string, unknown> => Object.fromEntries(all.map((one) => [one, null]))),
    z.record(z.string(), z.unknown()),
  ]),
  permissions: permissionsSchema.optional(),
  env: env.optional(),
  defaults: defaults.optional(),
  concurrency: concurrency.optional(),
  jobs: z.record(id, jobSchema).refine((jobs) => Object.keys(jobs).length > 0, { message: 'no jobs' }),
})

export const dispatchTriggerSchema = z
  .strictObject({ inputs: z.record(z.string(), inputSchema).nullable().optional() })
  .nullable()

export const callTriggerSchema = z
  .strictObject({
    inputs: z.record(z.string(), inputSchema).nullable().optional(),
    outputs: z
      .record(z.string(), z.strictObject({ description: z.string().optional(), value: scalar }))
      .nullable()
      .optional(),
    secrets: z.unknown().optional(),
  })
  .nullable()

export type Workflow = z.infer<typeof workflowSchema>
export type WorkflowJob = z.infer<typeof jobSchema>
export type WorkflowStep = z.infer<typeof stepSchema>
export type WorkflowInput = z.infer<typeof inputSchema>
export type PermissionsKey = z.infer<typeof permissionsSchema>
