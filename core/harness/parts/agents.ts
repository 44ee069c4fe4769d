import { z } from 'zod'
import { narrowingSchema } from './tasks.ts'

const modelKeySchema = z.enum(['strong', 'other'])

/** A role that changes files: which of `models` it works with, and how it is narrowed. */
export const roleSchema = z.strictObject({
  model: modelKeySchema,
  scope: narrowingSchema,
})

/** From the strictest: which plans a person has to approve before anything is changed. */
export const APPROVE = ['always', 'large', 'never'] as const

/** The roles of a repository. One that is null does not exist: nobody works as it. */
export const agentsSchema = z.strictObject({
  implementer: roleSchema,
  planner: z.strictObject({ model: modelKeySchema, approve: z.enum(APPROVE) }).nullable(),
  reviewer: z.strictObject({ model: modelKeySchema }).nullable(),
})

export type Role = z.infer<typeof roleSchema>
