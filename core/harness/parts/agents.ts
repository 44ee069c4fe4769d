import { z } from 'zod'
import { narrowingSchema } from './tasks.ts'

const modelKeySchema = z.enum(['strong', 'other'])

/** A role that changes files: which of `models` it works with, and how it is narrowed. */
export const roleSchema = z.strictObject({
  model: modelKeySchema,
  scope: narrowingSchema,
})

/** The roles of a repository. One that is null does not exist: nobody works as it. */
export const agentsSchema = z.strictObject({
  implementer: roleSchema,
  reviewer: z.strictObject({ model: modelKeySchema }).nullable(),
})

export type Role = z.infer<typeof roleSchema>
