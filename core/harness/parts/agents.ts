import { z } from 'zod'
import { narrowingSchema } from './tasks.ts'

/** A role: which of `models` it works with, and how it is narrowed. */
export const roleSchema = z.strictObject({
  model: z.enum(['strong', 'other']),
  scope: narrowingSchema,
})

export const agentsSchema = z.strictObject({ implementer: roleSchema })

export type Role = z.infer<typeof roleSchema>
