import { z } from 'zod'

/** https://platform.openai.com/docs/api-reference: letters, digits, underscores and dashes, at most 64. */
export const toolName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-zA-Z0-9_-]+$/)

export const toolChoiceSchema = z.union([
  z.enum(['none', 'auto', 'required']),
  z.strictObject({ type: z.literal('function'), name: toolName }),
])
